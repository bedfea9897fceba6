import type { FastifyInstance } from 'fastify';
import { systemClock } from '../src/clock/clock.js';
import { createServer, type RequestLimits } from '../src/http/create-server.js';
import { createHealthChecks, type HealthChecks } from '../src/http/health.js';
import { type Logger, silentLogger } from '../src/logging/logger.js';
import { createTokenVerifier } from '../src/security/token-verifier.js';
import { createTokenIssuer, type TokenIssuer } from './token-issuer.js';

/** A server without routes of its own, and the issuer that it trusts. */
export interface ExampleServer {
  readonly server: FastifyInstance;
  readonly issuer: TokenIssuer;
  readonly health: HealthChecks;
}

export interface ExampleOptions {
  readonly limits?: Partial<RequestLimits>;
  readonly logger?: Logger;
}

/** Add routes, then inject requests or listen; close it afterwards. */
export async function createExampleServer({ limits, logger }: ExampleOptions = {}): Promise<ExampleServer> {
  const issuer = await createTokenIssuer();
  const health = createHealthChecks();
  const server = createServer({
    name: 'example',
    version: '1.2.3',
    logger: logger ?? silentLogger(),
    verifier: createTokenVerifier({ ...issuer, jwks: issuer.keys(), clock: systemClock }),
    problems: [{ code: 'out-of-stock', status: 409, title: 'Nothing is left' }],
    health,
    limits: { bodyBytes: 4096, maxInFlight: 10, requestTimeoutMs: 1000, ...limits },
  });
  return { server, issuer, health };
}
