import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CuttableProxy, startCuttableProxy } from '../../testing/cuttable-proxy.js';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import { CommitOutcomeUnknown, type Database, type SqlExecutor } from './database.js';
import { connectPostgres } from './postgres-database.js';
import { isUnavailable, sqlState } from './sql-state.js';
import { DatabaseSilent } from './watch-answers.js';

/** The server's own limit; this side gives up a second later. */
const STATEMENT_MS = 500;
/** Bound of everything here: the limit, the margin, and this machine's bad moments. */
const SOON_MS = 6_000;

let server: TestPostgres;
let wire: CuttableProxy;
let direct: Database;
let database: Database;

const insert = (sql: SqlExecutor, id: number): Promise<unknown> =>
  sql.query('INSERT INTO kept VALUES ($1)', [id], 'insert-kept');
const isKept = async (id: number): Promise<boolean> =>
  (await direct.query('SELECT 1 FROM kept WHERE id = $1', [id])).length === 1;
/** What the promise fails with; a promise that succeeds or takes too long fails the test. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  const late = delay(SOON_MS, 'late', { ref: false });
  const error = await Promise.race([
    work.then(
      () => 'no failure',
      (cause: unknown) => cause,
    ),
    late,
  ]);
  expect(error).not.toBe('late');
  expect(error).not.toBe('no failure');
  return error;
}
const backends = async (): Promise<number> =>
  (await direct.query(`SELECT 1 FROM pg_stat_activity WHERE application_name = 'wired'`)).length;

beforeAll(async () => {
  server = await startPostgres();
  direct = connectPostgres({
    ...{ url: server.url, maxConnections: 2, applicationName: 'direct', statementTimeoutMs: 5_000 },
  });
  await direct.query('CREATE TABLE kept (id int PRIMARY KEY)');
});
beforeEach(async () => {
  wire = await startCuttableProxy(server.port);
  database = connectPostgres({
    url: wire.through(server.url),
    maxConnections: 2,
    applicationName: 'wired',
    statementTimeoutMs: STATEMENT_MS,
    connectTimeoutMs: 1_000,
  });
});
afterEach(async () => {
  await database.close();
  await wire.stop();
});
afterAll(async () => {
  await direct.close();
  await server.stop();
});

describe('a connection on which packets vanish', () => {
  it('fails the statement of a transaction, is thrown away, and the next one works', async () => {
    const error = await failure(
      database.transaction(async (sql) => {
        await insert(sql, 1);
        wire.blackHole();
        await insert(sql, 2);
      }),
    );
    expect(error).toBeInstanceOf(DatabaseSilent);
    expect(isUnavailable(error)).toBe(true);
    await expect.poll(wire.connections).toBe(0);
    wire.repair();
    await database.transaction((sql) => insert(sql, 3));
    expect([await isKept(1), await isKept(2), await isKept(3)]).toEqual([false, false, true]);
  });

  it('fails everything that the work asks afterwards at once', async () => {
    const started = performance.now();
    let second: unknown;
    await failure(
      database.transaction(async (sql) => {
        wire.blackHole();
        await insert(sql, 4).catch(() => undefined);
        const silentAfterMs = performance.now() - started;
        second = await failure(insert(sql, 5));
        expect(performance.now() - started - silentAfterMs).toBeLessThan(100);
      }),
    );
    expect(second).toBeInstanceOf(DatabaseSilent);
    wire.repair();
  });

  it('leaves the outcome of a commit open, whether it happened or not', async () => {
    const commitUnder = (id: number, damage: () => void): Promise<unknown> =>
      failure(
        database.transaction(async (sql) => {
          await insert(sql, id);
          damage();
        }),
      );
    expect(await commitUnder(10, wire.blackHole)).toBeInstanceOf(CommitOutcomeUnknown);
    wire.repair();
    expect(await commitUnder(11, wire.swallowAnswers)).toBeInstanceOf(CommitOutcomeUnknown);
    wire.repair();
    expect(await commitUnder(12, wire.cut)).toBeInstanceOf(CommitOutcomeUnknown);
    expect([await isKept(10), await isKept(11), await isKept(12)]).toEqual([false, true, false]);
  });

  it('does not hold up a rollback', async () => {
    const error = await failure(
      database.transaction(() => {
        wire.blackHole();
        return Promise.reject(new RangeError('the work says no'));
      }),
    );
    expect(error).toBeInstanceOf(RangeError);
    await expect.poll(wire.connections).toBe(0);
    wire.repair();
  });

  it('fails a statement without a transaction, and new connections too', async () => {
    await database.query('SELECT 1');
    wire.blackHole();
    expect(isUnavailable(await failure(database.query('SELECT 1')))).toBe(true);
    expect(isUnavailable(await failure(database.query('SELECT 1')))).toBe(true);
    expect(isUnavailable(await failure(database.transaction((sql) => insert(sql, 20))))).toBe(true);
    wire.repair();
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('lets go of its locks, because the server ends what says nothing', async () => {
    await insert(direct, 30);
    const locked = database.transaction(
      async (sql) => {
        await sql.query('SELECT id FROM kept WHERE id = 30 FOR UPDATE');
        wire.blackHole();
        await sql.query('SELECT 1');
      },
      { idleTimeoutMs: 1_000 },
    );
    expect(await failure(locked)).toBeInstanceOf(DatabaseSilent);
    const free = direct.transaction((sql) => sql.query('SELECT id FROM kept WHERE id = 30 FOR UPDATE'));
    expect(await free).toHaveLength(1);
    wire.repair();
  });
});

describe('limits of a transaction', () => {
  it('do not count what the work does elsewhere', async () => {
    await database.transaction(async (sql) => {
      await insert(sql, 40);
      await delay(STATEMENT_MS + 1_500);
      await insert(sql, 41);
    });
    expect(await isKept(41)).toBe(true);
  });

  it('are the server’s for a slow statement, and a process that stood still hears the answer', async () => {
    const slow = failure(database.transaction((sql) => sql.query('SELECT pg_sleep(5)')));
    expect(sqlState(await slow)).toBe('57014');
    // The wire stands in this process and would stand still as well.
    const beside = connectPostgres({
      ...{ url: server.url, maxConnections: 1, applicationName: 'beside', statementTimeoutMs: STATEMENT_MS },
    });
    const [row] = await beside.transaction((sql) => {
      const answer = sql.query<{ one: number }>('SELECT 1 AS one');
      for (const end = performance.now() + STATEMENT_MS + 1_500; performance.now() < end;);
      return answer;
    });
    expect(row).toEqual({ one: 1 });
    await beside.close();
  });

  it('end one that is idle for too long; the work may be done again', async () => {
    const idle = database.transaction(
      async (sql) => {
        await insert(sql, 50);
        await delay(600);
        await insert(sql, 51);
      },
      { idleTimeoutMs: 200 },
    );
    expect(isUnavailable(await failure(idle))).toBe(true);
    expect(await isKept(50)).toBe(false);
    await database.transaction((sql) => insert(sql, 50));
  });
});

describe('a pool', () => {
  it('that is used up says so in time and recovers', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const held = [1, 2].map(() => database.transaction(() => finished));
    const error = await failure(database.query('SELECT 1'));
    expect(isUnavailable(error)).toBe(true);
    expect(String(error)).toContain('timeout exceeded when trying to connect');
    finish();
    await Promise.all(held);
    expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await backends()).toBeLessThanOrEqual(2);
  });

  it('survives a restart of the server and a cut wire', async () => {
    await database.query('SELECT 1');
    await server.kill9();
    expect(isUnavailable(await failure(database.query('SELECT 1')))).toBe(true);
    await server.start();
    await expect.poll(() => database.query('SELECT 1 AS one').catch(() => []), { timeout: SOON_MS }).toHaveLength(1);
    const cut = database.transaction(async (sql) => {
      wire.cut();
      await insert(sql, 60);
    });
    expect(isUnavailable(await failure(cut))).toBe(true);
    await database.transaction((sql) => insert(sql, 60));
    expect(await isKept(60)).toBe(true);
  });
});
