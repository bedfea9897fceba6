import type { Database } from '../../../kit/src/database/database.js';
import type {
  AccountEntry,
  AccountHistory,
  AccountStatement,
  PastBalance,
  PresentBalance,
} from '../api/account-history.js';
import { shardOf } from './shard-of.js';

const BALANCE = `SELECT posted, held, version FROM ledger.balances WHERE book_id = $1 AND account_id = $2`;

/** Versions and times of one account grow together, so the last entry up to a moment is found by its version. */
const BALANCE_AT = `SELECT balance_after AS posted, version FROM ledger.entries
  WHERE book_id = $1 AND account_id = $2 AND recorded_at <= $3 ORDER BY version DESC LIMIT 1`;

const ENTRIES = `SELECT entry.version, entry.sequence, transfer.transfer_id AS "transferId", entry.amount,
    entry.balance_after AS "balanceAfter", entry.recorded_at AS "recordedAt"
  FROM ledger.entries AS entry
  JOIN ledger.transfers AS transfer ON transfer.book_id = entry.book_id AND transfer.sequence = entry.sequence
  WHERE entry.book_id = $1 AND entry.account_id = $2 AND entry.version > $3
  ORDER BY entry.version LIMIT $4`;

/** Sums of bigint are numeric in PostgreSQL; within 2^63 they fit a bigint again. */
const STATEMENT = `SELECT
    coalesce((SELECT balance_after FROM ledger.entries WHERE book_id = $1 AND account_id = $2 AND recorded_at < $3
      ORDER BY version DESC LIMIT 1), 0) AS "openingBalance",
    coalesce(sum(amount), 0)::bigint AS change,
    coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS credits,
    coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS debits,
    count(*)::bigint AS "entryCount"
  FROM ledger.entries WHERE book_id = $1 AND account_id = $2 AND recorded_at >= $3 AND recorded_at < $4`;

interface StatementRow extends Omit<AccountStatement, 'closingBalance'> {
  readonly change: bigint;
}

const NEXT_RECORD = `SELECT recorded_at AS "recordedAt" FROM ledger.transfers
  WHERE book_id = $1 AND sequence > $2 ORDER BY sequence LIMIT 1`;

/** Balances and history from the journal's own tables: always up to date, dearer than the read model. */
export interface JournalHistory extends AccountHistory {
  /** When the first transfer after a position was recorded; undefined when there is none. Times never go back in a book. */
  readonly nextTransferAfter: (bookId: number, sequence: bigint) => Promise<Date | undefined>;
}

/** The history of every account in the database's journal. */
export function createJournalHistory(database: Database): JournalHistory {
  return {
    nextTransferAfter: async (bookId, sequence) => {
      const [row] = await database.query<{ recordedAt: Date }>(
        NEXT_RECORD,
        [bookId, sequence],
        'journal-next-transfer',
      );
      return row?.recordedAt;
    },
    balance: async (accountId) => {
      const key = [shardOf(accountId), accountId];
      const [row] = await database.query<PresentBalance>(BALANCE, key, 'journal-balance');
      return row;
    },
    balanceAt: async (accountId, at) => {
      const key = [shardOf(accountId), accountId, at];
      const [row] = await database.query<PastBalance>(BALANCE_AT, key, 'journal-balance-at');
      return row ?? { posted: 0n, version: 0n };
    },
    entries: (accountId, after, limit) =>
      database.query<AccountEntry>(ENTRIES, [shardOf(accountId), accountId, after, limit], 'journal-entries'),
    statement: async (accountId, from, to) => {
      const key = [shardOf(accountId), accountId, from, to];
      const [row] = await database.query<StatementRow>(STATEMENT, key, 'journal-statement');
      if (row === undefined) return undefined;
      const { change, ...sums } = row;
      return { ...sums, closingBalance: sums.openingBalance + change };
    },
  };
}
