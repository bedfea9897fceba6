import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database, SqlExecutor } from '../../kit/src/database/database.js';
import { newId } from '../src/journal/identifiers.js';

/** What a program that may be wrong writes as one record: by default a correct payment of 10 from one account to another. */
export interface FaultyRecord {
  readonly transferId: string;
  readonly kind: string;
  readonly relatedId: string | null;
  readonly sequence: bigint;
  readonly bookSequence: bigint;
  readonly entries: readonly (readonly [accountId: string, version: bigint, amount: bigint, balanceAfter: bigint])[];
  readonly balances: readonly (readonly [accountId: string, posted: bigint, held: bigint, version: bigint])[];
}

const WRITE = `WITH
  record AS (INSERT INTO ledger.transfers (book_id, sequence, transfer_id, kind, related_id, currency, from_accounts, to_accounts,
      amounts, requested_by, home_epoch, recorded_at)
    VALUES ($1, $2, $3, $4, $5, 'USD', $6::uuid[], $6::uuid[], ARRAY[10, 10], 'faulty', 1, now())),
  entries AS (INSERT INTO ledger.entries (book_id, account_id, version, sequence, amount, balance_after, recorded_at)
    SELECT $1, account_id, version, $2, amount, balance_after, now()
    FROM unnest($7::uuid[], $8::bigint[], $9::bigint[], $10::bigint[]) AS row (account_id, version, amount, balance_after)),
  balances AS (UPDATE ledger.balances AS balance SET posted = row.posted, held = row.held, version = row.version
    FROM unnest($11::uuid[], $12::bigint[], $13::bigint[], $14::bigint[]) AS row (account_id, posted, held, version)
    WHERE balance.book_id = $1 AND balance.account_id = row.account_id)
  UPDATE ledger.books SET sequence = $15 WHERE book_id = $1`;

interface Row {
  readonly accountId: string;
  readonly posted: bigint;
  readonly held: bigint;
  readonly version: bigint;
}

/** Writes a payment from one account to another past every rule of the program, with what `faults` changes about it. */
export async function writeFaulty(
  database: Database,
  bookId: number,
  accounts: readonly [from: string, to: string],
  faults: (correct: FaultyRecord) => Partial<FaultyRecord> = () => ({}),
): Promise<void> {
  await database.transaction(async (sql) => {
    const correct = await correctRecord(sql, bookId, accounts);
    const { transferId, kind, relatedId, sequence, bookSequence, entries, balances } = {
      ...correct,
      ...faults(correct),
    };
    await sql.query(WRITE, [
      ...[bookId, sequence, transferId, kind, relatedId, [...accounts]],
      ...[0, 1, 2, 3].map((column) => entries.map((entry) => entry[column] ?? null)),
      ...[0, 1, 2, 3].map((column) => balances.map((balance) => balance[column] ?? null)),
      bookSequence,
    ]);
  });
}

async function correctRecord(
  sql: SqlExecutor,
  bookId: number,
  [from, to]: readonly [string, string],
): Promise<FaultyRecord> {
  const [book] = await sql.query<{ sequence: bigint }>(
    'SELECT sequence FROM ledger.books WHERE book_id = $1 FOR UPDATE',
    [bookId],
  );
  const rows = await sql.query<Row>(
    `SELECT account_id AS "accountId", posted, held, version FROM ledger.balances WHERE account_id = ANY ($1::uuid[])`,
    [[from, to]],
  );
  const sequence = (book?.sequence ?? 0n) + 1n;
  const changed = rows.map((row) => {
    const amount = row.accountId === from ? -10n : 10n;
    return { ...row, amount, posted: row.posted + amount, version: row.version + 1n };
  });
  return {
    transferId: newId(bookId, systemClock),
    kind: 'posting',
    relatedId: null,
    sequence,
    bookSequence: sequence,
    entries: changed.map(({ accountId, version, amount, posted }) => [accountId, version, amount, posted] as const),
    balances: changed.map(({ accountId, posted, held, version }) => [accountId, posted, held, version] as const),
  };
}
