import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { z } from 'zod';
import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { soleLease } from '../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { freePort } from '../../kit/testing/free-port.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { createTokenIssuer, serveTokenIssuer } from '../../kit/testing/token-issuer.js';
import { rebuildReadModel } from '../src/read-model/rebuild-read-model.js';
import { startJournal } from '../src/journal/start-journal.js';
import { randomKey, runLedgerProgram } from '../testing/ledger-program.js';
import { BENCH_CURRENCY, BENCH_HOME, seedBooks, type SeededBook } from './seed.js';

/** The program as it runs in a pod, on a durable PostgreSQL, with accounts that have money. */
export interface BenchLedger {
  readonly postgres: TestPostgres;
  readonly database: Database;
  readonly books: readonly SeededBook[];
  readonly programPid: number;
  /** One transfer under a new key; an error's code, or undefined. */
  readonly transfer: (from: string, to: string) => Promise<string | undefined>;
  readonly readBalance: (accountId: string) => Promise<string | undefined>;
  readonly stop: () => Promise<void>;
}

const SCOPES = ['ledger:accounts:read', 'ledger:transfers:write', 'ledger:transfers:read', 'ledger:any-holder'];
const CONNECTIONS = 512;
const LONGEST_AUDIT_MS = 120_000;

/** Seeds the books in process, then starts the program beside the load generator: both share this machine's cores. */
export async function startBenchLedger(books: number, customersPerBook: number): Promise<BenchLedger> {
  const postgres = await startPostgres();
  const database = connectPostgres({
    url: postgres.url,
    maxConnections: 8,
    applicationName: 'bench',
    statementTimeoutMs: 3_600_000,
  });
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
  const parts = { database, lease: soleLease(BENCH_HOME), clock: systemClock, logger: silentLogger() };
  const journal = startJournal({ ...parts, source: '/ledger/bench' });
  const seeded = await seedBooks(database, journal, books, customersPerBook);
  await journal.close();
  await rebuildReadModel(database, { withSlot: true });
  await database.query('VACUUM ANALYZE');

  const issuer = await createTokenIssuer({ issuer: 'https://issuer.test' });
  const keys = await serveTokenIssuer(issuer);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const program = runLedgerProgram({
    nodeOptions: imageNodeOptions(),
    env: {
      HOST: '127.0.0.1',
      FINFLOW_LOCATION: BENCH_HOME,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      DATABASE_URL: postgres.url,
      TOKEN_ISSUER: issuer.issuer,
      TOKEN_KEYS_URL: keys.jwks.href,
      CURSOR_KEY: randomKey(),
      SUBJECT_KEYS_KEK: randomKey(),
      LOG_LEVEL: 'info',
      OTEL_TRACES_SAMPLER_ARG: '0.01',
    },
  });
  await program.line('"started"');
  await everythingAudited(database);
  // Tokens of many callers, so that their verification is not one lookup.
  const lifetimeSeconds = 6 * 3600;
  const tokens = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      issuer.issue({ subject: `caller-${index}`, scopes: SCOPES, lifetimeSeconds }),
    ),
  );
  let turn = 0;
  const token = (): string => tokens[(turn += 1) % tokens.length] ?? '';
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  const request = async (method: 'GET' | 'POST', path: string, body?: object): Promise<string | undefined> => {
    try {
      const response = await pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await response.body.dump();
      return response.statusCode < 300 ? undefined : String(response.statusCode);
    } catch (error) {
      return error instanceof Error ? error.name : 'error';
    }
  };
  return {
    ...{ postgres, database, books: seeded, programPid: program.child.pid ?? 0 },
    transfer: (from, to) =>
      request('POST', '/v1/transfers', { currency: BENCH_CURRENCY, postings: [{ from, to, amount: 1 }] }),
    readBalance: (accountId) => request('GET', `/v1/accounts/${accountId}/balance`),
    stop: async () => {
      await pool.destroy();
      program.kill('SIGTERM');
      await program.exit;
      await database.close();
      await keys.stop();
      await postgres.stop();
    },
  };
}

/** What the image starts Node.js with. */
function imageNodeOptions(): readonly string[] {
  const entrypoint = /^ENTRYPOINT (\[.*\])$/m.exec(readFileSync('services/ledger/Dockerfile', 'utf8'))?.[1];
  const words = z.array(z.string()).parse(JSON.parse(entrypoint ?? 'null'));
  return words.filter((word) => word.startsWith('--'));
}

/** Waits until what was seeded is sealed and checked, so that no measurement contains that work. */
async function everythingAudited(database: Database): Promise<void> {
  for (const end = performance.now() + LONGEST_AUDIT_MS; performance.now() < end; await setTimeout(200)) {
    const [late] = await database.query(
      `SELECT FROM ledger.books AS book LEFT JOIN ledger.audit_positions AS audited USING (book_id)
         LEFT JOIN ledger.blocks AS block ON block.book_id = book.book_id AND block.height = audited.height
       WHERE block.last_sequence IS DISTINCT FROM book.sequence OR audited.sequence <> book.sequence LIMIT 1`,
    );
    if (late === undefined) return;
  }
  throw new Error('the auditor did not come to the end of what was seeded');
}
