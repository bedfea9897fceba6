import type { SqlExecutor } from '../../../kit/src/database/database.js';
import type { EntryDraft } from '../journal/journal-record.js';
import { ProjectionGap, type JournalChange } from './journal-change.js';

type Transfer = Extract<JournalChange['content'], { type: 'transfer' }>;
type Entry = EntryDraft & Pick<JournalChange, 'bookId' | 'sequence' | 'recordedAt'> & { readonly transferId: string };

/**
 * Applies records to the read model in one transaction of the caller. What was applied before is skipped, so records may come again.
 *
 * @param schema `ledger_read`, or its successor while that is being built
 * @returns the last place of each book that moved
 * @throws ProjectionGap when a record is missing; nothing is applied then
 */
export async function applyChanges(
  sql: SqlExecutor,
  schema: string,
  changes: readonly JournalChange[],
): Promise<readonly JournalChange[]> {
  const fresh = await skipApplied(sql, schema, changes);
  if (fresh.length === 0) return [];
  const transfers = fresh.flatMap(({ content, ...place }) =>
    content.type === 'transfer' ? [{ ...place, ...content }] : [],
  );
  const opened = fresh.flatMap(({ bookId, content }) =>
    content.type === 'account-opened' ? [{ bookId, accountId: content.accountId }] : [],
  );
  if (opened.length > 0)
    await sql.query(
      `INSERT INTO ${schema}.account_balances (book_id, account_id, posted, held, version)
     SELECT book_id, account_id, 0, 0, 0 FROM unnest($1::integer[], $2::uuid[]) AS row (book_id, account_id)`,
      [opened.map(({ bookId }) => bookId), opened.map(({ accountId }) => accountId)],
      `${schema}-open`,
    );
  await enter(
    sql,
    schema,
    transfers.flatMap(({ entries, bookId, sequence, recordedAt, transferId }) =>
      entries.map((entry) => ({ ...entry, bookId, sequence, recordedAt, transferId })),
    ),
  );
  for (const transfer of transfers)
    if (transfer.kind !== 'posting' && transfer.kind !== 'reversal') await hold(sql, schema, transfer);
  const last = [...new Map(fresh.map((change) => [change.bookId, change])).values()];
  await sql.query(
    `INSERT INTO ${schema}.positions AS position (book_id, sequence, recorded_at)
     SELECT * FROM unnest($1::integer[], $2::bigint[], $3::timestamptz[])
     ON CONFLICT (book_id) DO UPDATE SET sequence = excluded.sequence, recorded_at = excluded.recorded_at`,
    [last.map(({ bookId }) => bookId), last.map(({ sequence }) => sequence), last.map(({ recordedAt }) => recordedAt)],
    `${schema}-position`,
  );
  return last;
}

async function skipApplied(
  sql: SqlExecutor,
  schema: string,
  changes: readonly JournalChange[],
): Promise<readonly JournalChange[]> {
  const books = [...new Set(changes.map(({ bookId }) => bookId))].sort((a, b) => a - b);
  const rows = await sql.query<{ bookId: number; sequence: bigint }>(
    `SELECT book_id AS "bookId", sequence FROM ${schema}.positions WHERE book_id = ANY ($1::integer[]) ORDER BY book_id FOR UPDATE`,
    [books],
    `${schema}-positions`,
  );
  const positions = new Map(rows.map(({ bookId, sequence }) => [bookId, sequence]));
  return changes.filter(({ bookId, sequence }) => {
    const before = positions.get(bookId) ?? 0n;
    if (sequence <= before) return false;
    if (sequence !== before + 1n)
      throw new ProjectionGap(
        `book ${bookId}: record ${before + 1n} is missing before ${sequence}; rebuild the read model`,
      );
    positions.set(bookId, sequence);
    return true;
  });
}

async function enter(sql: SqlExecutor, schema: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql.query(
    `WITH rows AS (
       SELECT * FROM unnest($1::integer[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::bigint[], $7::bigint[],
         $8::timestamptz[]) AS row (book_id, account_id, version, sequence, transfer_id, amount, balance_after, recorded_at)),
     history AS (INSERT INTO ${schema}.account_history (book_id, account_id, version, sequence, transfer_id, amount, balance_after,
         recorded_at) SELECT * FROM rows),
     days AS (INSERT INTO ${schema}.account_days AS day (book_id, account_id, day, credits, debits, entry_count)
       SELECT book_id, account_id, (recorded_at AT TIME ZONE 'UTC')::date, sum(greatest(amount, 0)), sum(greatest(-amount, 0)), count(*)
       FROM rows GROUP BY 1, 2, 3
       ON CONFLICT (book_id, account_id, day) DO UPDATE SET credits = day.credits + excluded.credits,
         debits = day.debits + excluded.debits, entry_count = day.entry_count + excluded.entry_count)
     UPDATE ${schema}.account_balances AS balance SET posted = last.balance_after, version = last.version
     FROM (SELECT DISTINCT ON (book_id, account_id) * FROM rows ORDER BY book_id, account_id, version DESC) AS last
     WHERE balance.book_id = last.book_id AND balance.account_id = last.account_id`,
    [
      entries.map(({ bookId }) => bookId),
      entries.map(({ accountId }) => accountId),
      entries.map(({ version }) => version),
      entries.map(({ sequence }) => sequence),
      entries.map(({ transferId }) => transferId),
      entries.map(({ amount }) => amount),
      entries.map(({ balanceAfter }) => balanceAfter),
      entries.map(({ recordedAt }) => recordedAt),
    ],
    `${schema}-enter`,
  );
}

/** Sets money aside for a hold; whatever ends the hold releases all of it. */
async function hold(
  sql: SqlExecutor,
  schema: string,
  transfer: Transfer & Pick<JournalChange, 'bookId'>,
): Promise<void> {
  const { bookId, kind, transferId, relatedId, holdFrom, holdAmount } = transfer;
  const statement =
    kind === 'hold'
      ? `WITH held AS (INSERT INTO ${schema}.pending_holds (book_id, hold_id, account_id, amount) VALUES ($1, $2, $3, $4)
           RETURNING book_id, account_id, amount)
         UPDATE ${schema}.account_balances AS balance SET held = balance.held + held.amount FROM held
         WHERE balance.book_id = held.book_id AND balance.account_id = held.account_id`
      : `WITH held AS (DELETE FROM ${schema}.pending_holds WHERE book_id = $1 AND hold_id = $2
           RETURNING book_id, account_id, amount)
         UPDATE ${schema}.account_balances AS balance SET held = balance.held - held.amount FROM held
         WHERE balance.book_id = held.book_id AND balance.account_id = held.account_id`;
  await sql.query(
    statement,
    kind === 'hold' ? [bookId, transferId, holdFrom, holdAmount] : [bookId, relatedId],
    `${schema}-${kind === 'hold' ? 'hold' : 'release'}`,
  );
}
