import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { systemClock } from '../../kit/src/clock/clock.js';
import { createServer } from '../../kit/src/http/create-server.js';
import { createHealthChecks } from '../../kit/src/http/health.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { createTokenVerifier } from '../../kit/src/security/token-verifier.js';
import { createTokenIssuer } from '../../kit/testing/token-issuer.js';
import { createCursors } from '../src/api/cursor.js';
import { addLedgerRoutes } from '../src/api/ledger-routes.js';
import type { Book } from '../src/books/books.js';
import { MemoryLedger, memorySubjects } from './memory-ledger.js';

const BOOK: Book = { bookId: 7, name: 'seven', home: 'here', homeEpoch: 1n, sequence: 0n };

/** A request as tests write it. */
export interface TestRequest {
  readonly token?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The routes in front of a ledger in memory. */
export interface ApiOnMemory {
  readonly server: FastifyInstance;
  readonly ledger: MemoryLedger;
  readonly tokenFor: (subject: string, ...scopes: readonly string[]) => Promise<string>;
  readonly call: (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    request?: TestRequest,
  ) => Promise<LightMyRequestResponse>;
}

/** Starts nothing that would have to be stopped. */
export async function apiOnMemory({ screening = false } = {}): Promise<ApiOnMemory> {
  const issuer = await createTokenIssuer();
  const clock = systemClock;
  const verifier = createTokenVerifier({
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwks: issuer.keys(),
    clock,
  });
  const health = createHealthChecks();
  health.started();
  const limits = { bodyBytes: 64 * 1024, maxInFlight: 100, requestTimeoutMs: 800 };
  const options = { name: 'ledger', version: '1.0.0', logger: silentLogger(), verifier, problems: [], health, limits };
  const server = createServer(options);
  const ledger = new MemoryLedger();
  addLedgerRoutes(server, {
    journal: ledger.journal,
    records: ledger.records,
    journalHistory: ledger.history,
    readModel: ledger.history,
    books: { list: () => Promise.resolve([BOOK]), open: () => Promise.resolve(BOOK) },
    subjects: memorySubjects(),
    cursors: createCursors(Buffer.alloc(32, 1)),
    screening: { active: () => Promise.resolve(screening), thresholdMinorUnits: 500n, decisionMs: 60_000 },
    clock,
  });
  return {
    server,
    ledger,
    tokenFor: (subject, ...scopes) => issuer.issue({ subject, scopes }),
    call: (method, url, { token, key, body, headers } = {}) =>
      server.inject({
        method,
        url,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
}
