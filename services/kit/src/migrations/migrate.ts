import { setTimeout as delay } from 'node:timers/promises';
import { Umzug, type RunnableMigration, type UmzugStorage } from 'umzug';
import type { Database, SqlExecutor } from '../database/database.js';
import { isRetryable, sqlState } from '../database/sql-state.js';
import { readMigrations, type Migration } from './migration-files.js';

/** Where to go: `up` to the newest or to number `to`, `down` to number `to` (0 for an empty schema). */
export interface MigrateOptions {
  readonly direction: 'up' | 'down';
  readonly to?: number;
  /** How long a statement may wait for a lock: whoever comes later waits behind it, so a step rather lets go and tries again. */
  readonly lockTimeoutMs?: number;
  /** How often a step is tried that did not get its locks, or met traffic in a deadlock. */
  readonly attempts?: number;
}

/** Names of the steps that this migrator took, in order. */
export type MigrateResult = readonly string[];

const DEFAULT_LOCK_TIMEOUT_MS = 500;
const DEFAULT_ATTEMPTS = 60;
const PAUSE_MS = 500;
/** PostgreSQL: lock not available. */
const LOCK_NOT_AVAILABLE = '55P03';
const STATEMENT_TIMEOUT_MS = 30 * 60_000;

/**
 * Takes a schema forward or back. Each step is one transaction together with its row in `public.migrations`, so that a failed step
 * leaves nothing behind; several migrators at once wait for each other. A file that begins with `-- outside a transaction` holds
 * statements that PostgreSQL refuses inside of one, such as CREATE INDEX CONCURRENTLY: they run one by one, and all of them again
 * when the step did not come to its end, so each must bear that.
 *
 * @throws Error when an applied file has changed since, or the database is ahead of the folder
 */
export async function migrate(database: Database, directory: string, options: MigrateOptions): Promise<MigrateResult> {
  const migrations = readMigrations(directory);
  await database.transaction(
    async (sql) => {
      await lock(sql);
      await sql.script(`CREATE TABLE IF NOT EXISTS public.migrations (
        name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    },
    // Another migrator's step may take its time.
    { statementTimeoutMs: STATEMENT_TIMEOUT_MS },
  );
  refuseChanged(migrations, await applied(database));

  const taken: string[] = [];
  const take = (migration: Migration, direction: 'up' | 'down') => async (): Promise<void> => {
    if (await runPatiently(database, migration, direction, options)) taken.push(migration.name);
  };
  const step = (migration: Migration): RunnableMigration<Database> => ({
    name: migration.name,
    up: take(migration, 'up'),
    down: take(migration, 'down'),
  });
  const storage: UmzugStorage<Database> = {
    executed: async () => (await applied(database)).map(({ name }) => name),
    // The row is written in the transaction of its step.
    logMigration: () => Promise.resolve(),
    unlogMigration: () => Promise.resolve(),
  };
  const umzug = new Umzug({
    migrations: migrations.map(step),
    context: database,
    storage,
    logger: undefined,
  });
  const { to } = options;
  const target = migrations.find(({ number }) => number === to)?.name;
  if (to !== undefined && to !== 0 && target === undefined)
    throw new Error(`there is no migration ${to}; there are ${migrations.map(({ number }) => number).join(', ')}`);
  if (options.direction === 'up') {
    await umzug.up(target === undefined ? {} : { to: target });
    return taken;
  }
  const done = (await applied(database)).map(({ name }) => name);
  const last = migrations.find(({ name, number }) => number > (to ?? 0) && done.includes(name));
  if (last !== undefined) await umzug.down({ to: last.name });
  return taken;
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

const applied = (sql: SqlExecutor): Promise<readonly Applied[]> =>
  sql.query<Applied>('SELECT name, checksum FROM public.migrations ORDER BY name');

/** Any two migrators of one database take the same key. */
const lock = (sql: SqlExecutor): Promise<unknown> =>
  sql.query(`SELECT pg_advisory_xact_lock(hashtextextended('finflow.migrations', 0))::text`);

function refuseChanged(migrations: readonly Migration[], done: readonly Applied[]): void {
  const faults = done.flatMap(({ name, checksum }) => {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (migration === undefined) return [`${name} was applied by a newer release; this one does not know it`];
    return migration.checksum === checksum ? [] : [`${name} was applied with other contents; add a new step instead`];
  });
  if (faults.length > 0) throw new Error(`migrations:\n  ${faults.join('\n  ')}`);
}

/** Nothing is left of a step that did not get its locks, so it can be tried until traffic leaves it a gap. */
async function runPatiently(
  database: Database,
  migration: Migration,
  direction: 'up' | 'down',
  options: MigrateOptions,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run(database, migration, direction, options);
    } catch (error) {
      const passing = sqlState(error) === LOCK_NOT_AVAILABLE || isRetryable(error);
      if (!passing || attempt >= (options.attempts ?? DEFAULT_ATTEMPTS)) throw error;
      await delay(PAUSE_MS * (1 + Math.random()));
    }
}

/** Resolves to false when another migrator was first. */
function run(
  database: Database,
  migration: Migration,
  direction: 'up' | 'down',
  options: MigrateOptions,
): Promise<boolean> {
  return database.transaction(
    async (sql) => {
      await lock(sql);
      const present = (await applied(sql)).some(({ name }) => name === migration.name);
      if (present === (direction === 'up')) return false;
      if (migration.outside[direction]) await runOutside(database, sql, migration[direction]);
      else {
        await sql.script(`SET LOCAL lock_timeout = ${options.lockTimeoutMs ?? DEFAULT_LOCK_TIMEOUT_MS}`);
        await sql.script(migration[direction]);
      }
      if (direction === 'up')
        await sql.query('INSERT INTO public.migrations (name, checksum) VALUES ($1, $2)', [
          migration.name,
          migration.checksum,
        ]);
      else await sql.query('DELETE FROM public.migrations WHERE name = $1', [migration.name]);
      return true;
    },
    { statementTimeoutMs: STATEMENT_TIMEOUT_MS, idleTimeoutMs: STATEMENT_TIMEOUT_MS },
  );
}

/** On another connection, while the step's own transaction keeps other migrators away. */
async function runOutside(database: Database, sql: SqlExecutor, statements: string): Promise<void> {
  // An embedded database has no other connection, and nobody whom a plain statement could keep waiting.
  if (database.kind === 'embedded') return sql.script(statements.replaceAll(/\bCONCURRENTLY\b/gi, ''));
  for (const statement of statements.split(/;\s*$/m)) if (/\S/.test(statement)) await database.script(statement);
}
