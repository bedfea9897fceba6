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
/** As on a server that is made for writing: a checkpoint does not come every half minute. */
const SERVER_SETTINGS = { max_wal_size: '4GB', min_wal_size: '2GB', checkpoint_timeout: '15min' };
const WAL_MEGABYTES = 1_500;

/** Seeds the books in process, then starts the program beside the load generator: both share this machine's cores. */
export async function startBenchLedger(books: number, customersPerBook: number): Promise<BenchLedger> {
  const postgres = await startPostgres({ settings: SERVER_SETTINGS });
  const database = connectPostgres({
    url: postgres.url,
    maxConnections: 8,
    applicationName: 'bench',
    statementTimeoutMs: 3_600_000,
  });
  await writeAheadLogInUse(database);
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
  const request = (method: 'GET' | 'POST', path: string, body?: object): Promise<string | undefined> =>
    new Promise((resolve) => {
      const headers = { authorization: `Bearer ${token()}` };
      const written = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      let status = 0;
      // Below `request` of undici: the generator takes its time from the same cores.
      pool.dispatch(
        body === undefined
          ? { method, path, headers }
          : { method, path, headers: { ...headers, ...written }, body: JSON.stringify(body) },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_, statusCode) => void (status = statusCode),
          onResponseData: () => undefined,
          onResponseEnd: () => resolve(status < 300 ? undefined : String(status)),
          onResponseError: (_, error) => resolve(error.name),
        },
      );
    });
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

/**
 * Files of the write-ahead log that were used before are used again. Those that a young server must still create stop every commit for
 * some 60 ms each, which a server that has run for an hour does not know.
 */
async function writeAheadLogInUse(database: Database): Promise<void> {
  const megabyte = 1_000_000;
  const text = `SELECT pg_logical_emit_message(false, 'bench', repeat('x', ${megabyte}))`;
  for (let written = 0; written < WAL_MEGABYTES; written += 1) await database.query(text, [], 'bench-fill');
  await database.query('CHECKPOINT');
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
