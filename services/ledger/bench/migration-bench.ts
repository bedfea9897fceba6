import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { isRetryable } from '../../kit/src/database/sql-state.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { readMigrations } from '../../kit/src/migrations/migration-files.js';
import { startPostgres } from '../../kit/testing/postgres.js';
import { fillJournal, openAccounts } from './fill-journal.js';
import { ms, printConditions, printTable } from './markdown.js';

const DIRECTORY = resolve('services/ledger/migrations');
const MIGRATOR = 'migrator';
const JOURNAL = 'ledger.books, ledger.accounts, ledger.balances, ledger.transfers, ledger.entries, ledger.idempotency';
const LOOK_EVERY_MS = 2;

/** What a step did to others: how long they stood still, and what the migrator held on which table of the journal. */
interface Effects {
  readonly writerMs: number;
  readonly readerMs: number;
  readonly locks: string;
}

/** Every migration after the first, forward, back and forward again, over a journal with so many transfers. */
export async function migrationBench(transfers: number): Promise<void> {
  const server = await startPostgres();
  const connect = (applicationName: string): Database =>
    connectPostgres({ url: server.url, maxConnections: 4, applicationName, statementTimeoutMs: 3_600_000 });
  const [database, migrator] = [connect('bench'), connect(MIGRATOR)];
  try {
    await migrate(migrator, DIRECTORY, { direction: 'up', to: 1 });
    await openAccounts(database);
    await fillJournal(database, 2 * transfers);
    await printConditions(database);
    const before = await contents(database);
    const steps = readMigrations(DIRECTORY).filter(({ number }) => number > 1);
    const rows: (readonly (string | number)[])[] = [];
    const take = async (direction: 'up' | 'down', number: number, name: string): Promise<void> => {
      const started = performance.now();
      const effects = await watch(database, () =>
        migrate(migrator, DIRECTORY, { direction, to: direction === 'up' ? number : number - 1 }),
      );
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      rows.push([name, direction, seconds, effects.locks, ms(effects.writerMs), ms(effects.readerMs)]);
    };
    for (const { number, name } of steps) await take('up', number, name);
    for (const { number, name } of steps.toReversed()) await take('down', number, name);
    for (const { number, name } of steps) await take('up', number, name);
    if ((await contents(database)) !== before) throw new Error('the journal is not what it was');
    printTable(
      [
        'migration',
        'direction',
        'seconds',
        'locks of SHARE and above on the journal',
        'writer waited ms',
        'reader waited ms',
      ],
      rows,
    );
    console.log(`\n${before}: the same afterwards`);
  } finally {
    await Promise.all([database.close(), migrator.close()]);
    await server.stop();
  }
}

/** Rows and a checksum of every journal table. */
async function contents(database: Database): Promise<string> {
  const sums = JOURNAL.split(', ').map(
    (table) =>
      `(SELECT format('%s rows %s', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)) FROM ${table} AS t)`,
  );
  const [row] = await database.query<{ sums: string }>(`SELECT md5(concat_ws(';', ${sums.join()})) || ' over ' ||
    (SELECT count(*) FROM ledger.transfers) || ' transfers and ' || (SELECT count(*) FROM ledger.entries) || ' entries' AS sums`);
  return row?.sums ?? '';
}

/** Lets a writer and a reader come all the time while a step runs, and looks at the migrator's locks. */
async function watch(database: Database, step: () => Promise<unknown>): Promise<Effects> {
  let running = true;
  const longest = { 'ROW EXCLUSIVE': 0, 'ACCESS SHARE': 0 };
  const come = async (mode: keyof typeof longest): Promise<void> => {
    while (running) {
      const asked = performance.now();
      // The tables of the first migration: all that a transfer writes.
      const pass = (): Promise<void> =>
        database
          .transaction((sql) => sql.script(`LOCK TABLE ${JOURNAL} IN ${mode} MODE`))
          .catch((error: unknown) => {
            // As the journal does: one that met the migrator in a deadlock comes again.
            if (!isRetryable(error)) throw error;
            return pass();
          });
      await pass();
      longest[mode] = Math.max(longest[mode], performance.now() - asked);
      await delay(LOOK_EVERY_MS);
    }
  };
  const held = new Map<string, { firstMs: number; lastMs: number }>();
  const look = async (): Promise<void> => {
    while (running) {
      const rows = await database.query<{ held: string }>(
        `SELECT DISTINCT c.relname || ' ' || replace(mode, 'Lock', '') AS held FROM pg_locks JOIN pg_stat_activity USING (pid)
           JOIN pg_class AS c ON c.oid = relation
         WHERE application_name = $1 AND granted AND c.relkind = 'r' AND relnamespace = to_regnamespace('ledger')::oid
           AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
           AND c.relname = ANY ($2)`,
        [MIGRATOR, JOURNAL.split(', ').map((table) => table.replace('ledger.', ''))],
        'bench-locks',
      );
      const now = performance.now();
      for (const row of rows) held.set(row.held, { firstMs: held.get(row.held)?.firstMs ?? now, lastMs: now });
      await delay(LOOK_EVERY_MS);
    }
  };
  const watching = Promise.all([come('ROW EXCLUSIVE'), come('ACCESS SHARE'), look()]);
  try {
    await step();
  } finally {
    running = false;
    await watching;
  }
  const locks = [...held].map(([name, { firstMs, lastMs }]) => `${name} ≥ ${ms(lastMs - firstMs)} ms`).join('; ');
  return { writerMs: longest['ROW EXCLUSIVE'], readerMs: longest['ACCESS SHARE'], locks: locks || 'none seen' };
}
