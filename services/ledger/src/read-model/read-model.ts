import type { Database } from '../../../kit/src/database/database.js';
import { sleep } from '../../../kit/src/timing/repeat.js';
import type { AccountEntry, AccountStatement, PastBalance, PresentBalance } from '../api/account-history.js';
import type { LaggingHistory } from '../api/consistent-read.js';
import { shardOf } from '../records/shard-of.js';

/** Where the read side lives. */
export const READ_SCHEMA = 'ledger_read';

const BALANCE = `SELECT posted, held, version FROM ledger_read.account_balances WHERE book_id = $1 AND account_id = $2`;

const BALANCE_AT = `SELECT balance_after AS posted, version FROM ledger_read.account_history
  WHERE book_id = $1 AND account_id = $2 AND recorded_at <= $3
  ORDER BY book_id DESC, account_id DESC, recorded_at DESC, version DESC LIMIT 1`;

const ENTRIES = `SELECT version, sequence, transfer_id AS "transferId", amount, balance_after AS "balanceAfter",
    recorded_at AS "recordedAt"
  FROM ledger_read.account_history WHERE book_id = $1 AND account_id = $2 AND version > $3 ORDER BY version LIMIT $4`;

/** Whole days are added up from account_days, the two broken ones at the ends from the entries. */
const STATEMENT = `WITH
  account (book_id, account_id, starts, ends) AS (VALUES ($1::integer, $2::uuid, $3::timestamptz, $4::timestamptz)),
  whole AS (SELECT *, date_trunc('day', starts AT TIME ZONE 'UTC')::date + 1 AS first_day,
      (date_trunc('day', ends AT TIME ZONE 'UTC'))::date AS end_day FROM account),
  sums AS (
    SELECT day.credits, day.debits, day.entry_count FROM whole JOIN ledger_read.account_days AS day USING (book_id, account_id)
      WHERE day.day >= first_day AND day.day < end_day
    UNION ALL
    SELECT greatest(entry.amount, 0), greatest(-entry.amount, 0), 1
      FROM whole JOIN ledger_read.account_history AS entry USING (book_id, account_id)
      WHERE entry.recorded_at >= starts AND entry.recorded_at < least(ends, first_day::timestamp AT TIME ZONE 'UTC')
    UNION ALL
    SELECT greatest(entry.amount, 0), greatest(-entry.amount, 0), 1
      FROM whole JOIN ledger_read.account_history AS entry USING (book_id, account_id)
      WHERE end_day >= first_day AND entry.recorded_at >= greatest(starts, end_day::timestamp AT TIME ZONE 'UTC')
        AND entry.recorded_at < ends)
  SELECT coalesce((SELECT balance_after FROM ledger_read.account_history AS entry JOIN account USING (book_id, account_id)
      WHERE entry.recorded_at < starts ORDER BY entry.recorded_at DESC, entry.version DESC LIMIT 1), 0) AS "openingBalance",
    coalesce(sum(credits), 0)::bigint AS credits, coalesce(sum(debits), 0)::bigint AS debits,
    coalesce(sum(entry_count), 0)::bigint AS "entryCount"
  FROM sums`;

const POSITION = `SELECT sequence FROM ledger_read.positions WHERE book_id = $1`;

/** Between two looks at the position while a reader waits. */
const LOOK_EVERY_MS = 5;

/** Balances and history as far as the projection has come. */
export function createReadModel(database: Database): LaggingHistory {
  const sequenceOf = async (bookId: number): Promise<bigint> => {
    const [row] = await database.query<{ sequence: bigint }>(POSITION, [bookId], 'read-position');
    return row?.sequence ?? 0n;
  };
  return {
    balance: async (accountId) => {
      const [row] = await database.query<PresentBalance>(BALANCE, [shardOf(accountId), accountId], 'read-balance');
      return row;
    },
    balanceAt: async (accountId, at) => {
      const key = [shardOf(accountId), accountId, at];
      const [row] = await database.query<PastBalance>(BALANCE_AT, key, 'read-balance-at');
      return row ?? { posted: 0n, version: 0n };
    },
    entries: (accountId, after, limit) =>
      database.query<AccountEntry>(ENTRIES, [shardOf(accountId), accountId, after, limit], 'read-entries'),
    statement: async (accountId, from, to) => {
      const key = [shardOf(accountId), accountId, from, to];
      const [row] = await database.query<Omit<AccountStatement, 'closingBalance'>>(STATEMENT, key, 'read-statement');
      if (row === undefined) return undefined;
      return { ...row, closingBalance: row.openingBalance + row.credits - row.debits };
    },
    position: async (bookId) => {
      const sequence = await sequenceOf(bookId);
      return sequence === 0n ? undefined : { bookId, sequence };
    },
    waitFor: async ({ bookId, sequence }, timeoutMs) => {
      const end = performance.now() + timeoutMs;
      const forever = new AbortController().signal;
      for (;;) {
        if ((await sequenceOf(bookId)) >= sequence) return true;
        if (performance.now() >= end) return false;
        await sleep(LOOK_EVERY_MS, forever);
      }
    },
  };
}
