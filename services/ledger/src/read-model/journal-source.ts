import { groupBy } from '../../../kit/src/collections/group-by.js';
import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { listBooks } from '../books/books.js';
import type { EntryDraft, TransferKind } from '../journal/journal-record.js';
import type { JournalChange } from './journal-change.js';

const PLACE = `book_id AS "bookId", sequence`;
const RANGE = `book_id = $1 AND sequence > $2 AND sequence <= $3`;

const OPENED = `SELECT ${PLACE}, account_id AS "accountId", created_at AS "recordedAt" FROM ledger.accounts WHERE ${RANGE}`;
const CHANGED = `SELECT ${PLACE}, recorded_at AS "recordedAt" FROM ledger.account_changes WHERE ${RANGE}`;
const TRANSFERRED = `SELECT ${PLACE}, transfer_id AS "transferId", kind, related_id AS "relatedId", recorded_at AS "recordedAt",
    from_accounts[1] AS "holdFrom", amounts[1] AS "holdAmount"
  FROM ledger.transfers WHERE ${RANGE}`;
const ENTERED = `SELECT sequence, account_id AS "accountId", version, amount, balance_after AS "balanceAfter"
  FROM ledger.entries WHERE ${RANGE} ORDER BY sequence, account_id, version`;

interface Place {
  readonly bookId: number;
  readonly sequence: bigint;
  readonly recordedAt: Date;
}

interface TransferRow extends Place {
  readonly transferId: string;
  readonly kind: TransferKind;
  readonly relatedId: string | null;
  readonly holdFrom: string;
  readonly holdAmount: bigint;
}

/**
 * Hands over everything that the books had when they were asked for, in order and in pieces of at most `limit` records of one book.
 *
 * @param after the last record of a book that is known already
 * @returns how many records there were
 */
export async function readBooks(
  sql: SqlExecutor,
  limit: number,
  after: (bookId: number) => bigint,
  handle: (changes: readonly JournalChange[]) => Promise<unknown>,
): Promise<number> {
  let records = 0;
  for (const { bookId, sequence } of await listBooks(sql))
    for (let from = after(bookId); from < sequence; from += BigInt(limit)) {
      const to = from + BigInt(limit);
      const changes = await readJournal(sql, bookId, from, to < sequence ? to : sequence);
      await handle(changes);
      records += changes.length;
    }
  return records;
}

/**
 * Records of one book after a place in its journal up to another, in order; read from the journal's own tables.
 *
 * @param to not beyond the committed end of the book: its records come from several statements, and what is written between them
 * would be seen in part
 */
export async function readJournal(
  sql: SqlExecutor,
  bookId: number,
  after: bigint,
  to: bigint,
): Promise<readonly JournalChange[]> {
  const range = [bookId, after, to];
  const opened = await sql.query<Place & { accountId: string }>(OPENED, range, 'read-opened');
  const changed = await sql.query<Place>(CHANGED, range, 'read-changed');
  const transfers = await sql.query<TransferRow>(TRANSFERRED, range, 'read-transferred');
  const entries = await sql.query<EntryDraft & { sequence: bigint }>(ENTERED, range, 'read-entered');
  const bySequence = groupBy(entries, ({ sequence }) => sequence);
  return [
    ...opened.map(({ accountId, ...place }) => ({ ...place, content: { type: 'account-opened' as const, accountId } })),
    ...changed.map((place) => ({ ...place, content: { type: 'account-changed' as const } })),
    ...transfers.map(({ bookId: book, sequence, recordedAt, transferId, kind, relatedId, holdFrom, holdAmount }) => ({
      bookId: book,
      sequence,
      recordedAt,
      content: {
        type: 'transfer' as const,
        ...{ transferId, kind, relatedId, holdFrom, holdAmount },
        entries: bySequence.get(sequence) ?? [],
      },
    })),
  ].sort((a, b) => Number(a.sequence - b.sequence));
}
