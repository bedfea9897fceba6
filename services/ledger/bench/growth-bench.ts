import type { BenchLedger } from './bench-ledger.js';
import { withLedger } from './load-bench.js';
import { ms, printTable } from './markdown.js';
import { openLoop } from './open-loop.js';
import { balances, uniform } from './workloads.js';

/** Entries in the table when each row is measured. */
const ENTRIES = [100_000, 1_000_000, 5_000_000, 20_000_000];
const FILL_RECORDS = 100_000;

/** Latency of the same load at growing tables. */
export const growthBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    const rows = [];
    for (const target of ENTRIES) {
      await fill(ledger, target);
      const load = { perSecond: 1_000, seconds, warmUpSeconds: 5 };
      const written = await openLoop({ ...load, send: uniform(ledger).send });
      const read = await openLoop({ ...load, send: balances(ledger).send });
      const [size] = await ledger.database.query<{ mib: number }>(
        `SELECT (sum(pg_total_relation_size(c.oid)) / 2^20)::float8 AS mib FROM pg_class AS c WHERE c.relkind = 'r' AND relnamespace = 'ledger'::regnamespace`,
      );
      rows.push([
        target.toLocaleString('en'),
        Math.round(size?.mib ?? 0),
        ...[written.latency.p50, written.latency.p95, written.latency.p99, read.latency.p95].map(ms),
        written.errors.size + read.errors.size,
      ]);
    }
    printTable(
      ['entries', 'journal MiB', 'transfer P50 ms', 'P95 ms', 'P99 ms', 'balance P95 ms', 'kinds of errors'],
      rows,
    );
  });

/** Writes records by SQL, as the program would have, until the table has so many entries; guards are off while filling, checked after. */
async function fill({ database, books }: BenchLedger, target: number): Promise<void> {
  for (;;) {
    const [{ entries } = { entries: 0n }] = await database.query<{ entries: bigint }>(
      'SELECT sum(version)::bigint AS entries FROM ledger.balances',
    );
    if (Number(entries) >= target) break;
    const perBook = Math.ceil(Math.min(FILL_RECORDS, (target - Number(entries)) / 2) / books.length);
    for (const { bookId } of books)
      await database.transaction(
        async (sql) => {
          await sql.script('SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off');
          await sql.script(fillBook(bookId, perBook));
        },
        { statementTimeoutMs: 3_600_000 },
      );
  }
  await database.query('VACUUM ANALYZE');
}

/** Customers of one book pay each other in turn. */
const fillBook = (bookId: number, records: number): string => `
  WITH head AS (SELECT sequence, now() AS moment FROM ledger.books WHERE book_id = ${bookId} FOR UPDATE),
    people AS (SELECT account_id, row_number() OVER (ORDER BY account_id) - 1 AS place, count(*) OVER () AS total
      FROM ledger.accounts WHERE book_id = ${bookId} AND kind = 'customer'),
    pairs AS (SELECT n, payer.account_id AS f, payee.account_id AS t FROM generate_series(1, ${records}) AS n
      JOIN people AS payer ON payer.place = n % payer.total JOIN people AS payee ON payee.place = (n + 7) % payee.total),
    transfers AS (INSERT INTO ledger.transfers (book_id, sequence, transfer_id, kind, currency, from_accounts, to_accounts, amounts,
        requested_by, home_epoch, recorded_at)
      SELECT ${bookId}, sequence + n, gen_random_uuid(), 'posting', 'USD', ARRAY[f], ARRAY[t], '{1}', 'client:bench', 1, moment FROM pairs, head),
    moved AS (SELECT n, f AS account_id, -1 AS amount FROM pairs UNION ALL SELECT n, t, 1 FROM pairs),
    entered AS (SELECT n, moved.account_id, amount, balance.version + row_number() OVER account AS version,
        balance.posted + sum(amount) OVER account AS balance_after
      FROM moved JOIN ledger.balances AS balance ON balance.book_id = ${bookId} AND balance.account_id = moved.account_id
      WINDOW account AS (PARTITION BY moved.account_id ORDER BY n, amount)),
    entries AS (INSERT INTO ledger.entries (book_id, account_id, version, sequence, amount, balance_after, recorded_at)
      SELECT ${bookId}, account_id, version, sequence + n, amount, balance_after, moment FROM entered, head ORDER BY n),
    last AS (SELECT account_id, max(version) AS version, sum(amount) AS change FROM entered GROUP BY account_id),
    heads AS (UPDATE ledger.books SET sequence = sequence + ${records}, recorded_at = greatest(recorded_at, now()) WHERE book_id = ${bookId})
  UPDATE ledger.balances AS balance SET version = last.version, posted = balance.posted + last.change FROM last
    WHERE balance.book_id = ${bookId} AND balance.account_id = last.account_id`;
