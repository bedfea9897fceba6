import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { transfersOf, type JournalRecord, type Settlement } from './journal-record.js';
import type { JournalState } from './journal-state.js';
import { account } from './move-money.js';

const OPEN = `WITH
  rows AS (SELECT * FROM unnest($1::integer[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[],
      $9::bigint[], $10::timestamptz[], $11::bigint[], $12::bigint[], $13::bigint[])
    AS row (book_id, account_id, sequence, currency, kind, holder_ref, metadata, requested_by, home_epoch, created_at,
      overdraft_limit, transfer_limit, balance_limit)),
  new_balances AS (INSERT INTO ledger.balances (book_id, account_id, currency, overdraft_limit, transfer_limit, balance_limit)
    SELECT book_id, account_id, currency, overdraft_limit, transfer_limit, balance_limit FROM rows)
  INSERT INTO ledger.accounts (book_id, account_id, sequence, currency, kind, holder_ref, metadata, requested_by, home_epoch,
    created_at)
  SELECT book_id, account_id, sequence, currency, kind, holder_ref, metadata::jsonb, requested_by, home_epoch, created_at
  FROM rows`;

const CHANGE = `WITH
  rows AS (SELECT * FROM unnest($1::integer[], $2::bigint[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
      $8::text[], $9::bigint[], $10::timestamptz[])
    AS row (book_id, sequence, account_id, state, overdraft_limit, transfer_limit, balance_limit, requested_by, home_epoch,
      recorded_at)),
  changed AS (UPDATE ledger.balances AS balance SET state = row.state, overdraft_limit = row.overdraft_limit,
      transfer_limit = row.transfer_limit, balance_limit = row.balance_limit
    FROM (SELECT DISTINCT ON (book_id, account_id) * FROM rows ORDER BY book_id, account_id, sequence DESC) AS row
    WHERE balance.book_id = row.book_id AND balance.account_id = row.account_id)
  INSERT INTO ledger.account_changes (book_id, sequence, account_id, state, overdraft_limit, transfer_limit, balance_limit,
    requested_by, home_epoch, recorded_at)
  SELECT * FROM rows`;

const HOLD = `INSERT INTO ledger.holds (book_id, hold_id, from_account, to_account, amount, expires_at)
  SELECT * FROM unnest($1::integer[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::timestamptz[])`;

/** The state is asked for again: a hold settles once, whatever the program believes. */
const SETTLE = `UPDATE ledger.holds AS hold SET state = row.state, committed_amount = row.committed_amount,
    settled_by = row.settled_by
  FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::bigint[], $5::uuid[])
    AS row (book_id, hold_id, state, committed_amount, settled_by)
  WHERE hold.book_id = row.book_id AND hold.hold_id = row.hold_id AND hold.state = 'pending'
  RETURNING 1`;

/** Accounts that were opened, with their empty balances. */
export async function writeOpenedAccounts(
  sql: SqlExecutor,
  records: readonly JournalRecord[],
  state: JournalState,
): Promise<void> {
  const rows = records.flatMap(({ effect, ...place }) =>
    effect.type === 'account-opened'
      ? [{ ...account(state, effect.accountId), ...place, metadata: effect.metadata }]
      : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    OPEN,
    [
      rows.map(({ bookId }) => bookId),
      rows.map(({ accountId }) => accountId),
      rows.map(({ sequence }) => sequence),
      rows.map(({ currency }) => currency),
      rows.map(({ kind }) => kind),
      rows.map(({ holderRef }) => holderRef),
      rows.map(({ metadata }) => JSON.stringify(metadata)),
      rows.map(({ requestedBy }) => requestedBy),
      rows.map(({ homeEpoch }) => homeEpoch),
      rows.map(({ recordedAt }) => recordedAt),
      rows.map(({ overdraftLimit }) => overdraftLimit),
      rows.map(({ transferLimit }) => transferLimit),
      rows.map(({ balanceLimit }) => balanceLimit),
    ],
    'journal-open-accounts',
  );
}

/** What accounts may do from now on. */
export async function writeAccountChanges(sql: SqlExecutor, records: readonly JournalRecord[]): Promise<void> {
  const rows = records.flatMap(({ effect, ...place }) =>
    effect.type === 'account-changed' ? [{ accountId: effect.accountId, ...effect.terms, ...place }] : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    CHANGE,
    [
      rows.map(({ bookId }) => bookId),
      rows.map(({ sequence }) => sequence),
      rows.map(({ accountId }) => accountId),
      rows.map((row) => row.state),
      rows.map(({ overdraftLimit }) => overdraftLimit),
      rows.map(({ transferLimit }) => transferLimit),
      rows.map(({ balanceLimit }) => balanceLimit),
      rows.map(({ requestedBy }) => requestedBy),
      rows.map(({ homeEpoch }) => homeEpoch),
      rows.map(({ recordedAt }) => recordedAt),
    ],
    'journal-change-accounts',
  );
}

/** New holds. */
export async function writeHolds(sql: SqlExecutor, records: readonly JournalRecord[]): Promise<void> {
  const rows = transfersOf(records).flatMap(({ bookId, effect }) =>
    effect.kind === 'hold' ? effect.postings.map((posting) => ({ bookId, effect, ...posting })) : [],
  );
  if (rows.length === 0) return;
  await sql.query(
    HOLD,
    [
      rows.map(({ bookId }) => bookId),
      rows.map(({ effect }) => effect.transferId),
      rows.map(({ from }) => from),
      rows.map(({ to }) => to),
      rows.map(({ amount }) => amount),
      rows.map(({ effect }) => effect.expiresAt),
    ],
    'journal-hold',
  );
}

/** Holds that ended. */
export async function writeSettlements(sql: SqlExecutor, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const settled = await sql.query(
    SETTLE,
    [
      settlements.map(({ bookId }) => bookId),
      settlements.map(({ holdId }) => holdId),
      settlements.map(({ state }) => state),
      settlements.map(({ committedAmount }) => committedAmount),
      settlements.map(({ settledBy }) => settledBy),
    ],
    'journal-settle',
  );
  if (settled.length !== settlements.length) throw new Error('a hold was settled before');
}
