import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { listBooks } from '../src/books/books.js';
import { newId } from '../src/journal/identifiers.js';
import { BENCH_CURRENCY, BENCH_HOME } from './seed.js';

const FILL_RECORDS = 400_000;
const BOOKS = 16;
const CUSTOMERS_PER_BOOK = 625;

/** Books with accounts by SQL; needs no more than the first migration. */
export async function openAccounts(database: Database): Promise<void> {
  const books = Array.from({ length: BOOKS }, (_, index) => index + 1);
  const ids = books.flatMap((bookId) => Array.from({ length: CUSTOMERS_PER_BOOK }, () => newId(bookId, systemClock)));
  await database.transaction(async (sql) => {
    await sql.script('SET LOCAL session_replication_role = replica');
    await sql.query(
      `INSERT INTO ledger.books (book_id, name, home, sequence) SELECT n, 'bench-' || n, $1, $2 FROM unnest($3::integer[]) AS n`,
      [BENCH_HOME, CUSTOMERS_PER_BOOK, books],
    );
    await sql.query(
      `INSERT INTO ledger.accounts (book_id, account_id, sequence, currency, kind, holder_ref, requested_by, home_epoch, created_at)
       SELECT 1 + (place - 1) / $1, id, 1 + (place - 1) % $1, $2, 'customer', gen_random_uuid(), 'client:bench', 1, now()
       FROM unnest($3::uuid[]) WITH ORDINALITY AS opened (id, place)`,
      [CUSTOMERS_PER_BOOK, BENCH_CURRENCY, ids],
    );
    await sql.script(
      'INSERT INTO ledger.balances (book_id, account_id, currency) SELECT book_id, account_id, currency FROM ledger.accounts',
    );
  });
}

/** Writes records by SQL, as the program would have, until the table has so many entries; guards are off meanwhile. */
export async function fillJournal(database: Database, target: number): Promise<void> {
  const books = await listBooks(database);
  for (;;) {
    const [{ entries } = { entries: 0n }] = await database.query<{ entries: bigint }>(
      'SELECT count(*) AS entries FROM ledger.entries',
    );
    if (Number(entries) >= target) break;
    const perBook = Math.ceil(Math.min(FILL_RECORDS, (target - Number(entries)) / 2) / books.length);
    for (const { bookId } of books)
      await database.transaction(
        async (sql) => {
          await sql.script('SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off');
          await sql.script(transfersOf(bookId, perBook));
        },
        { statementTimeoutMs: 3_600_000 },
      );
  }
  await database.query('VACUUM ANALYZE');
}

/** Customers of one book pay each other in turn; true to all guards, in one statement. */
export const transfersOf = (bookId: number, records: number): string => `
  WITH head AS (SELECT sequence, now() AS moment FROM ledger.books WHERE book_id = ${bookId}),
    people AS (SELECT array_agg(account_id ORDER BY account_id) AS ids, count(*) AS total
      FROM ledger.accounts WHERE book_id = ${bookId} AND kind = 'customer'),
    pairs AS (SELECT n, ids[1 + n % total] AS f, ids[1 + (n + 7) % total] AS t FROM people, generate_series(1, ${records}) AS n),
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
