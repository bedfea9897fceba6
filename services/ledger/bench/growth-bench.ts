import { resolve } from 'node:path';
import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { soleLease } from '../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { startPostgres } from '../../kit/testing/postgres.js';
import type { Journal } from '../src/journal/commands.js';
import { startJournal } from '../src/journal/start-journal.js';
import { createJournalHistory } from '../src/records/journal-history.js';
import { fillJournal, openAccounts } from './fill-journal.js';
import { ms, printConditions, printTable } from './markdown.js';
import { openLoop } from './open-loop.js';
import { BENCH_HOME, transfer } from './seed.js';

/** Entries in the table when each row is measured. */
const ENTRIES = [100_000, 1_000_000, 5_000_000, 20_000_000];
const PER_SECOND = 1_000;

interface Account {
  readonly bookId: number;
  readonly accountId: string;
}

/** The same load on growing tables: the command side in this process, and balances and pages of history read from the journal. */
export async function growthBench(seconds: number): Promise<void> {
  const server = await startPostgres({ settings: { max_wal_size: '8GB' } });
  const database = connectPostgres({
    url: server.url,
    maxConnections: 16,
    applicationName: 'growth-bench',
    statementTimeoutMs: 3_600_000,
  });
  const parts = { database, lease: soleLease(BENCH_HOME), clock: systemClock, logger: silentLogger() };
  const journal = startJournal({ ...parts, source: '/ledger/bench' });
  try {
    await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
    await openAccounts(database);
    await database.script('UPDATE ledger.balances SET overdraft_limit = NULL');
    const accounts = await database.query<Account>(
      'SELECT book_id AS "bookId", account_id AS "accountId" FROM ledger.accounts ORDER BY 1, 2',
    );
    await printConditions(database);
    const rows = [];
    for (const target of ENTRIES) {
      await fillJournal(database, target);
      rows.push([target.toLocaleString('en'), ...(await measure(database, journal, accounts, seconds))]);
    }
    const columns = ['transfer P50 ms', 'P95 ms', 'P99 ms', 'errors', 'balance P95 ms', 'page of history P95 ms'];
    printTable(['entries', 'journal MiB', ...columns], rows);
  } finally {
    await journal.close();
    await database.close();
    await server.stop();
  }
}

async function measure(
  database: Database,
  journal: Journal,
  accounts: readonly Account[],
  seconds: number,
): Promise<readonly (string | number)[]> {
  const [size] = await database.query<{ mib: number }>(
    `SELECT (sum(pg_total_relation_size(c.oid)) / 2^20)::float8 AS mib FROM pg_class AS c
     WHERE c.relkind = 'r' AND relnamespace = 'ledger'::regnamespace`,
  );
  const history = createJournalHistory(database);
  const load = { perSecond: PER_SECOND, seconds, warmUpSeconds: 5 };
  const place = (): number => Math.floor(Math.random() * accounts.length);
  const at = (index: number): Account => accounts[index] ?? { bookId: 1, accountId: '' };
  const written = await openLoop({
    ...load,
    send: async () => {
      const payerAt = place();
      const payer = at(payerAt);
      // Accounts stand book by book: a neighbour is of the same book.
      const payee = at(payerAt + 1).bookId === payer.bookId ? at(payerAt + 1) : at(payerAt - 1);
      const outcome = await journal.submit(transfer(payer.bookId, payer.accountId, payee.accountId, 1n));
      return outcome.accepted ? undefined : outcome.problem.code;
    },
  });
  const balances = await openLoop({ ...load, send: async () => void (await history.balance(at(place()).accountId)) });
  const pages = await openLoop({
    ...load,
    send: async () => void (await history.entries(at(place()).accountId, 0n, 50)),
  });
  const { p50, p95, p99 } = written.latency;
  return [
    Math.round(size?.mib ?? 0),
    ...[p50, p95, p99].map(ms),
    written.errors.size + balances.errors.size + pages.errors.size,
    ...[balances.latency.p95, pages.latency.p95].map(ms),
  ];
}
