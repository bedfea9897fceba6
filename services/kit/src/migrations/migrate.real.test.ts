import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import { migrate, type MigrateOptions } from './migrate.js';

let server: TestPostgres;
let migrators: readonly [Database, Database, Database];
let directory: string;

const write = (name: string, up: string, down: string): void => {
  writeFileSync(join(directory, `${name}.up.sql`), up);
  writeFileSync(join(directory, `${name}.down.sql`), down);
};
const up = (migrator: Database, more: Partial<MigrateOptions> = {}): Promise<readonly string[]> =>
  migrate(migrator, directory, { direction: 'up', ...more });
/** Names and column values of what the steps left. */
const count = async (statement: string): Promise<unknown> =>
  (await migrators[0].query<{ n: number }>(`SELECT count(*)::int AS n FROM (${statement}) AS found`))[0]?.n;
const table = (name: string): Promise<unknown> =>
  count(`SELECT 1 FROM information_schema.tables WHERE table_schema = 'app' AND table_name = '${name}'`);

const connect = (): Database =>
  connectPostgres({ url: server.url, maxConnections: 2, applicationName: 'migrator', statementTimeoutMs: 400 });

beforeAll(async () => {
  server = await startPostgres();
  migrators = [connect(), connect(), connect()];
});
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'finflow-migrations-'));
  await migrators[0].script('DROP SCHEMA IF EXISTS app CASCADE; DROP TABLE IF EXISTS public.migrations');
  write('0001-first', 'CREATE SCHEMA app; CREATE TABLE app.runs (step int);', 'DROP SCHEMA app CASCADE;');
});
afterAll(async () => {
  await Promise.all(migrators.map((migrator) => migrator.close()));
  await server.stop();
});

it('of several migrators at once each step is taken by one, the others wait, however long it takes', async () => {
  for (let step = 2; step <= 5; step += 1)
    write(`000${step}-step`, `INSERT INTO app.runs VALUES (${step}); SELECT pg_sleep(0.6);`, 'SELECT 1;');
  const [early, alike, late] = migrators;
  const taken = await Promise.all([up(early), up(alike), delay(200).then(() => up(late))]);
  expect(await count('SELECT step FROM app.runs')).toBe(4);
  expect(await count('SELECT name FROM public.migrations')).toBe(5);
  expect(taken.flat().sort()).toEqual(['0001-first', '0002-step', '0003-step', '0004-step', '0005-step']);
});

it('a step that fails leaves nothing, keeps what was before it and can be mended', async () => {
  write('0002-broken', 'CREATE TABLE app.half (id int); INSERT INTO app.runs VALUES (2); SELECT 1/0;', 'SELECT 1;');
  write('0003-next', 'CREATE TABLE app.next (id int);', 'DROP TABLE app.next;');
  await expect(up(migrators[0])).rejects.toThrow('division by zero');
  expect([await table('runs'), await table('half'), await table('next')]).toEqual([1, 0, 0]);
  expect(await count('SELECT name FROM public.migrations')).toBe(1);
  write('0002-broken', 'CREATE TABLE app.half (id int);', 'DROP TABLE app.half;');
  expect(await up(migrators[1])).toEqual(['0002-broken', '0003-next']);
});

it('a step in which the server dies leaves nothing', async () => {
  write('0002-long', 'CREATE TABLE app.half (id int); SELECT pg_sleep(30);', 'DROP TABLE app.half;');
  const dying = up(migrators[0]).catch((error: unknown) => error);
  const sleeping = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'migrator' AND wait_event = 'PgSleep'`;
  await expect.poll(async () => migrators[1].query(sleeping), { timeout: 10_000 }).toHaveLength(1);
  await server.kill9();
  expect(await dying).toBeInstanceOf(Error);
  await server.start();
  write('0002-long', 'CREATE TABLE app.half (id int);', 'DROP TABLE app.half;');
  await expect.poll(() => migrators[1].query('SELECT 1').catch(() => [])).toHaveLength(1);
  expect(await table('half')).toBe(0);
  expect(await up(migrators[2])).toEqual(['0002-long']);
});

it('refuses an applied step whose file changed', async () => {
  await up(migrators[0]);
  write('0001-first', 'CREATE SCHEMA app; CREATE TABLE app.runs (step bigint);', 'DROP SCHEMA app CASCADE;');
  write('0002-next', 'CREATE TABLE app.next (id int);', 'DROP TABLE app.next;');
  await expect(up(migrators[1])).rejects.toThrow('0001-first was applied with other contents');
  expect(await table('next')).toBe(0);
});

it('gives up instead of queueing behind traffic that holds a lock', async () => {
  await up(migrators[0]);
  write('0002-column', 'ALTER TABLE app.runs ADD COLUMN note text;', 'ALTER TABLE app.runs DROP COLUMN note;');
  const traffic = migrators[1].transaction(async (sql) => {
    await sql.query('INSERT INTO app.runs VALUES (1)');
    await delay(1_500);
  });
  await expect.poll(() => count(`SELECT 1 FROM pg_locks WHERE relation = 'app.runs'::regclass`)).toBe(1);
  const limited = up(migrators[2], { lockTimeoutMs: 100, attempts: 1 });
  await expect(limited).rejects.toThrow('lock timeout');
  const patient = up(migrators[2], { lockTimeoutMs: 100 });
  await traffic;
  expect(await patient).toEqual(['0002-column']);
});

it('builds an index while others write, and again after a build that broke off', async () => {
  const index =
    'DROP INDEX CONCURRENTLY IF EXISTS app.unique_step;\nCREATE UNIQUE INDEX CONCURRENTLY unique_step ON app.runs (step);';
  write(
    '0002-index',
    `-- outside a transaction\n${index}\n`,
    '-- outside a transaction\nDROP INDEX CONCURRENTLY app.unique_step;\n',
  );
  await up(migrators[0], { to: 1 });
  await migrators[0].script('INSERT INTO app.runs VALUES (1), (1)');
  await expect(up(migrators[0])).rejects.toThrow('could not create unique index');
  expect(await count(`SELECT FROM pg_index WHERE indexrelid = 'app.unique_step'::regclass AND NOT indisvalid`)).toBe(1);

  await migrators[0].script('DELETE FROM app.runs');
  expect(await up(migrators[0])).toEqual(['0002-index']);
  expect(await count(`SELECT FROM pg_index WHERE indexrelid = 'app.unique_step'::regclass AND indisvalid`)).toBe(1);
  expect(await migrate(migrators[0], directory, { direction: 'down', to: 1 })).toEqual(['0002-index']);
});
