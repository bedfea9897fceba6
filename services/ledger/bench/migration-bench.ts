import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { readMigrations } from '../../kit/src/migrations/migration-files.js';
import { startPostgres } from '../../kit/testing/postgres.js';
import { fillJournal, openAccounts } from './fill-journal.js';
import { ms, printConditions, printTable } from './markdown.js';
import { JOURNAL_TABLES, watchStep } from './watch-step.js';

const DIRECTORY = resolve('services/ledger/migrations');
const MIGRATOR = 'migrator';
/** What no step may do: it shows that the measurement would notice. */
const BLOCKING = 'CREATE INDEX blocking ON ledger.entries (book_id, sequence)';
const COLUMNS = [
  'migration',
  'direction',
  'seconds',
  'locks on the journal',
  'longest write ms',
  'longest read ms',
  'rows',
];

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
    const rows: (readonly (string | number)[])[] = [];
    const observe = async (name: string, direction: string, step: () => Promise<unknown>): Promise<void> => {
      let seconds = 0;
      const { locks, writerMs, readerMs } = await watchStep(database, MIGRATOR, async () => {
        const started = performance.now();
        await step();
        seconds = (performance.now() - started) / 1000;
      });
      const after = await contents(database);
      if (after !== before) throw new Error(`${name} ${direction}: the journal was ${before}, is ${after}`);
      rows.push([name, direction, seconds.toFixed(2), locks, ms(writerMs), ms(readerMs), 'the same']);
    };
    const take = (direction: 'up' | 'down', number: number, name: string): Promise<void> =>
      observe(name, direction, () =>
        migrate(migrator, DIRECTORY, { direction, to: direction === 'up' ? number : number - 1 }),
      );
    await observe('none', '', () => delay(2_000));
    const steps = readMigrations(DIRECTORY).filter(({ number }) => number > 1);
    for (const { number, name } of steps) await take('up', number, name);
    for (const { number, name } of steps.toReversed()) await take('down', number, name);
    for (const { number, name } of steps) await take('up', number, name);
    await observe(BLOCKING, '', () => migrator.transaction((sql) => sql.script(BLOCKING)));
    printTable(COLUMNS, rows);
    console.log(`\nBefore and after every step: ${before}`);
  } finally {
    await Promise.all([database.close(), migrator.close()]);
    await server.stop();
  }
}

/** Rows of the journal and a checksum of all their columns. */
async function contents(database: Database): Promise<string> {
  const sums = JOURNAL_TABLES.map(
    (table) =>
      `(SELECT format('%s rows %s', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)) FROM ledger.${table} AS t)`,
  );
  const [row] = await database.query<{
    sums: string;
  }>(`SELECT (SELECT count(*) FROM ledger.transfers) || ' transfers, ' ||
    (SELECT count(*) FROM ledger.entries) || ' entries, checksum ' || md5(concat_ws(';', ${sums.join()})) AS sums`);
  return row?.sums ?? '';
}
