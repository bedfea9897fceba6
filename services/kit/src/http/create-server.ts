import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { kitProblem } from '../problems/kit-problems.js';
import type { ProblemKind } from '../problems/problem.js';
import type { TokenVerifier } from '../security/token-verifier.js';
import { answerConnectionError } from './connection-problems.js';
import type { HealthChecks } from './health.js';
import { addHealthRoutes } from './health-routes.js';
import { readJsonBodies } from './json-body.js';
import { shedLoad } from './load-shedding.js';
import { describeApi } from './openapi.js';
import { answerProblems, sendProblem } from './problem-details.js';
import { setDeadlines } from './request-deadline.js';
import { refuseWhileStopping } from './refuse-while-stopping.js';
import { observeRequests } from './request-telemetry.js';
import { guardRoutes } from './route-access.js';
import { setSecurityHeaders } from './security-headers.js';
import { answerUnknownResources } from './unknown-resources.js';
import { validateBySchema } from './validation.js';

/** What one request may cost. */
export interface RequestLimits {
  readonly bodyBytes: number;
  /** Requests in hand at once; more are answered 429. */
  readonly maxInFlight: number;
  readonly requestTimeoutMs: number;
}

export interface ServerOptions {
  readonly name: string;
  readonly version: string;
  readonly logger: Logger;
  readonly verifier: TokenVerifier;
  /** Kinds that the service's own routes answer with, for the API's description. */
  readonly problems: readonly ProblemKind[];
  readonly health: HealthChecks;
  readonly limits: RequestLimits;
}

/** Longer than any load balancer keeps an idle connection, so that a server never closes one that is about to be used. */
const KEEP_ALIVE_MS = 75_000;
/** Whoever sends a header a minute holds a connection for ever. */
const HEADERS_TIMEOUT_MS = 10_000;
const LARGEST_HEADER_BYTES = 16 * 1024;

/**
 * The HTTP server of a service. Every route says who may call it: `config: { scopes: ['…'] }` or `config: { anonymous: true }`; one that
 * says neither refuses to start. Add routes, then listen.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { logger, limits } = options;
  const loggerInstance: FastifyBaseLogger = logger;
  const server: FastifyInstance = fastify({
    loggerInstance,
    // Lines are told apart by their trace; a logger of its own for each request costs more than all it says.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs + 5_000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    trustProxy: false,
    // Answered by refuseWhileStopping, as problem details.
    return503OnClosing: false,
    clientErrorHandler: answerConnectionError,
    frameworkErrors: (_error, _request, reply) => {
      void sendProblem(reply, kitProblem('request-malformed', 'The path is not valid.'));
    },
    http: { maxHeaderSize: LARGEST_HEADER_BYTES },
  });
  server.server.headersTimeout = HEADERS_TIMEOUT_MS;
  answerProblems(server, logger);
  answerUnknownResources(server);
  readJsonBodies(server);
  validateBySchema(server);
  setDeadlines(server, limits.requestTimeoutMs);
  observeRequests(server, logger);
  setSecurityHeaders(server);
  refuseWhileStopping(server);
  shedLoad(server, limits);
  guardRoutes(server, options.verifier);
  describeApi(server, options);
  addHealthRoutes(server, options.health);
  return server;
}
