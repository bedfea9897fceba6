import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../kit/src/database/database.js';
import { connectPostgres } from '../kit/src/database/postgres-database.js';
import { migrate } from '../kit/src/migrations/migrate.js';
import { readMigrations } from '../kit/src/migrations/migration-files.js';
import { startPostgres, type TestPostgres } from '../kit/testing/postgres.js';
import { fillJournal, openAccounts } from './bench/fill-journal.js';
import { JOURNAL_TABLES } from './bench/watch-step.js';

const DIRECTORY = resolve('services/ledger/migrations');
const ENTRIES = 40_000;
/** What a step may read of the journal while it stops others: next to nothing, however long the journal is. */
const FEW_ROWS = 100;
const MIGRATIONS = readMigrations(DIRECTORY);
const NEWEST = Math.max(...MIGRATIONS.map(({ number }) => number));

/** Rights of others than the owner, whose own are written out or not without a difference. */
const rights = (acl: string): string =>
  `(SELECT string_agg(grantee || ' ' || privilege_type, ', ' ORDER BY grantee, privilege_type) FROM (
      SELECT pg_get_userbyid(grantee) AS grantee, privilege_type FROM aclexplode(${acl})) AS acl WHERE grantee <> current_user)`;

/** Everything that a migration can make in a schema, as its definition. */
const DEFINITIONS = `
  WITH ours AS (SELECT oid, nspname, nspacl FROM pg_namespace WHERE nspname LIKE 'ledger%')
  SELECT format('schema %s %s', nspname, ${rights('nspacl')}) AS definition FROM ours
  UNION ALL SELECT format('table %s.%s %s %s', nspname, relname, ${rights('relacl')}, reloptions) FROM pg_class JOIN ours ON ours.oid = relnamespace WHERE relkind = 'r'
  UNION ALL SELECT format('column %s %s %s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, ${rights('attacl')},
      pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r' JOIN ours ON ours.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped
  UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM pg_constraint JOIN ours ON ours.oid = connamespace
  UNION ALL SELECT pg_get_indexdef(indexrelid) || ' valid ' || indisvalid FROM pg_index
    JOIN pg_class ON pg_class.oid = indexrelid JOIN ours ON ours.oid = relnamespace
  UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN ours ON ours.oid = relnamespace
    WHERE NOT tgisinternal
  UNION ALL SELECT pg_get_functiondef(pg_proc.oid) FROM pg_proc JOIN ours ON ours.oid = pronamespace
  UNION ALL SELECT format('publication %s %s', pubname, tablename) FROM pg_publication_tables
  ORDER BY 1`;

let server: TestPostgres;
let database: Database;

const connect = (applicationName: string): Database =>
  connectPostgres({ url: server.url, maxConnections: 3, applicationName, statementTimeoutMs: 60_000 });
/** Connections of their own: what they did is counted for certain once they are gone. */
const apart = async (work: (database: Database) => Promise<unknown>): Promise<void> => {
  const own = connect('apart');
  await work(own).finally(() => own.close());
  const present = `SELECT FROM pg_stat_activity WHERE application_name = 'apart'`;
  await expect.poll(() => database.query(present), { timeout: 10_000 }).toEqual([]);
};
const fill = async (own: Database): Promise<void> => {
  await openAccounts(own);
  await fillJournal(own, ENTRIES);
};
const counts = async (): Promise<ReadonlyMap<string, { readonly file: bigint; readonly reads: bigint }>> => {
  const rows = await database.query<{ name: string; file: bigint; reads: bigint }>(
    `SELECT relname AS name, relfilenode::bigint AS file, seq_tup_read + coalesce(idx_tup_fetch, 0) AS reads
     FROM pg_class JOIN pg_stat_user_tables USING (relname) WHERE relname = ANY ($1) AND schemaname = 'ledger'
       AND relnamespace = 'ledger'::regnamespace`,
    [JOURNAL_TABLES],
  );
  return new Map(rows.map(({ name, ...count }) => [name, count]));
};
/** The tables of the journal that a piece of work wrote anew or read through. */
const passedThrough = async (work: (own: Database) => Promise<unknown>): Promise<readonly string[]> => {
  const before = await counts();
  await apart(work);
  return [...(await counts())].flatMap(([name, { file, reads }]) => [
    ...(before.get(name)?.file === file ? [] : [`wrote ${name} anew`]),
    ...(reads - (before.get(name)?.reads ?? 0n) > FEW_ROWS ? [`read ${name}`] : []),
  ]);
};

const definitions = async (): Promise<readonly string[]> =>
  (await database.query<{ definition: string }>(DEFINITIONS)).map(({ definition }) => definition);
const contents = (): Promise<readonly object[]> =>
  Promise.all(
    JOURNAL_TABLES.map(async (table) => [
      table,
      ...(await database.query(
        `SELECT count(*) AS rows, sum(hashtextextended(t::text, 0)::numeric)::text AS sum FROM ledger.${table} AS t`,
      )),
    ]),
  );

beforeAll(async () => {
  server = await startPostgres();
  database = connect('migrations');
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

it('every migration is undone exactly, and no row of the journal changes on the way', async () => {
  const after = new Map<number, readonly string[]>();
  await migrate(database, DIRECTORY, { direction: 'up', to: 1 });
  after.set(1, await definitions());
  await fill(database);
  const before = await contents();
  expect(before).toContainEqual(['entries', expect.objectContaining({ rows: BigInt(ENTRIES) })]);

  for (let number = 2; number <= NEWEST; number += 1) {
    await migrate(database, DIRECTORY, { direction: 'up', to: number });
    after.set(number, await definitions());
    expect(after.get(number)).not.toEqual(after.get(number - 1));
  }
  for (let number = NEWEST; number > 1; number -= 1) {
    await migrate(database, DIRECTORY, { direction: 'down', to: number - 1 });
    expect(await definitions(), `back from ${number}`).toEqual(after.get(number - 1));
  }
  await migrate(database, DIRECTORY, { direction: 'up' });
  expect(await definitions()).toEqual(after.get(NEWEST));
  expect(await contents()).toEqual(before);

  await migrate(database, DIRECTORY, { direction: 'down', to: 0 });
  expect(await definitions()).toEqual([]);
});

it('no step reads or writes a table of the journal through while it stops others', async () => {
  const outside = MIGRATIONS.flatMap(({ up, down, outside }) => [
    ...(outside.up ? [up] : []),
    ...(outside.down ? [down] : []),
  ]);
  for (const statement of outside
    .join('')
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*$/m))
    expect(statement.trim()).toMatch(/^(?:(?:CREATE INDEX|DROP INDEX) CONCURRENTLY .*)?$/s);
  await apart((own) => migrate(own, DIRECTORY, { direction: 'up', to: 1 }));
  await apart(fill);

  for (const { number, name, outside } of MIGRATIONS.slice(1)) {
    const passed = await passedThrough((own) => migrate(own, DIRECTORY, { direction: 'up', to: number }));
    if (!outside.up) expect(passed, name).toEqual([]);
  }
  for (const { number, name, outside } of MIGRATIONS.slice(1).toReversed()) {
    const passed = await passedThrough((own) => migrate(own, DIRECTORY, { direction: 'down', to: number - 1 }));
    if (!outside.down) expect(passed, `back from ${name}`).toEqual([]);
  }
});

it.each([
  ['CREATE INDEX slow ON ledger.entries (sequence)', ['read entries']],
  ['ALTER TABLE ledger.entries ADD CONSTRAINT slow CHECK (sequence > 0)', ['read entries']],
  ['ALTER TABLE ledger.transfers ALTER COLUMN sequence TYPE numeric', ['wrote transfers anew', 'read transfers']],
  ['ALTER TABLE ledger.entries ADD CONSTRAINT quick CHECK (sequence > 0) NOT VALID', []],
])('%s would be noticed: %j', async (statement, noticed) => {
  expect(await passedThrough((own) => own.script(statement))).toEqual(noticed);
});
