import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import { CommitOutcomeUnknown, type Database } from './database.js';
import { connectPostgres } from './postgres-database.js';

let server: TestPostgres;
let database: Database;
let operator: Database;

const connect = (applicationName: string): Database =>
  connectPostgres({ url: server.url, maxConnections: 2, applicationName, statementTimeoutMs: 30_000 });

beforeAll(async () => {
  server = await startPostgres();
  [database, operator] = [connect('program'), connect('operator')];
  await operator.script('CREATE TABLE payments (id integer)');
});
afterAll(async () => {
  await Promise.all([database.close(), operator.close()]);
  await server.stop();
});

const setStandby = async (name: string): Promise<void> => {
  await operator.query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
  await operator.query('SELECT pg_reload_conf()');
};

const pay = (id: number): Promise<void> =>
  database.transaction(async (sql) => void (await sql.query('INSERT INTO payments VALUES ($1)', [id])));

/** Ends the wait of a commit for its standby with a signal, once there is one. */
async function endTheWait(signal: 'pg_cancel_backend' | 'pg_terminate_backend'): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const ended = await operator.query(
      `SELECT ${signal}(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name = 'program'`,
    );
    if (ended.length > 0) return;
    await delay(25);
  }
  throw new Error('no commit waits for a standby');
}

it('is not taken for done when it was to wait for a standby and did not', async () => {
  await setStandby('nobody');
  for (const [id, signal] of [
    [1, 'pg_cancel_backend'],
    [2, 'pg_terminate_backend'],
  ] as const) {
    const paid = pay(id);
    await Promise.all([expect(paid).rejects.toThrow(CommitOutcomeUnknown), endTheWait(signal)]);
  }
  await setStandby('');
  // Here it happened; a standby that takes over would not have it.
  expect(await operator.query('SELECT id FROM payments ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
});

it('is done when the work itself was warned about something before', async () => {
  await database.transaction(async (sql) => {
    await sql.script(`DO $$ BEGIN RAISE WARNING 'look out'; END $$`);
    await sql.query('INSERT INTO payments VALUES (3)');
  });
  expect(await operator.query('SELECT id FROM payments WHERE id = 3')).toEqual([{ id: 3 }]);
});
