import { filled, type BatchConnection } from './batch-connection.js';

import { transfersOf, type JournalRecord, type Settlement, type TransferRecord } from './journal-record.js';
import type { AccountState, AccountTerms, JournalState } from './journal-state.js';
import { account } from './move-money.js';
import { rowStatement } from './row-statement.js';

/** Where and when a record was made, without what it did. */
type Place = Omit<JournalRecord, 'effect'>;
type Opening = AccountState & Place & { readonly metadata: Readonly<Record<string, string>> };
type Change = AccountTerms & Place & { readonly accountId: string };

const EMPTY_BALANCES = rowStatement<Opening>({
  name: 'journal-empty-balances',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    account_id: ['uuid', ({ accountId }) => accountId],
    currency: ['text', ({ currency }) => currency],
    overdraft_limit: ['bigint', ({ overdraftLimit }) => overdraftLimit],
    transfer_limit: ['bigint', ({ transferLimit }) => transferLimit],
    balance_limit: ['bigint', ({ balanceLimit }) => balanceLimit],
  },
  text: (rows, inBook) => `INSERT INTO ledger.balances (book_id, account_id, currency, overdraft_limit, transfer_limit,
      balance_limit)
    SELECT book_id, account_id, currency, overdraft_limit, transfer_limit, balance_limit FROM ${rows}
    WHERE ${inBook('book_id')}`,
});

const ACCOUNTS = rowStatement<Opening>({
  name: 'journal-new-accounts',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    account_id: ['uuid', ({ accountId }) => accountId],
    sequence: ['bigint', ({ sequence }) => sequence],
    currency: ['text', ({ currency }) => currency],
    kind: ['text', ({ kind }) => kind],
    holder_ref: ['uuid', ({ holderRef }) => holderRef],
    metadata: ['text', ({ metadata }) => JSON.stringify(metadata)],
    requested_by: ['text', ({ requestedBy }) => requestedBy],
    home_epoch: ['bigint', ({ homeEpoch }) => homeEpoch],
    created_at: ['timestamptz', ({ recordedAt }) => recordedAt],
  },
  text: (
    rows,
    inBook,
  ) => `INSERT INTO ledger.accounts (book_id, account_id, sequence, currency, kind, holder_ref, metadata,
      requested_by, home_epoch, created_at)
    SELECT book_id, account_id, sequence, currency, kind, holder_ref, metadata::jsonb, requested_by, home_epoch, created_at
    FROM ${rows} WHERE ${inBook('book_id')} RETURNING 1`,
});

const TERMS = rowStatement<Change>({
  name: 'journal-terms',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    account_id: ['uuid', ({ accountId }) => accountId],
    state: ['text', ({ state }) => state],
    overdraft_limit: ['bigint', ({ overdraftLimit }) => overdraftLimit],
    transfer_limit: ['bigint', ({ transferLimit }) => transferLimit],
    balance_limit: ['bigint', ({ balanceLimit }) => balanceLimit],
  },
  text: (
    rows,
    inBook,
  ) => `UPDATE ledger.balances AS balance SET state = row.state, overdraft_limit = row.overdraft_limit,
      transfer_limit = row.transfer_limit, balance_limit = row.balance_limit
    FROM ${rows}
    WHERE balance.book_id = row.book_id AND balance.account_id = row.account_id AND ${inBook('balance.book_id')}`,
});

const CHANGES = rowStatement<Change>({
  name: 'journal-changes',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    sequence: ['bigint', ({ sequence }) => sequence],
    account_id: ['uuid', ({ accountId }) => accountId],
    state: ['text', ({ state }) => state],
    overdraft_limit: ['bigint', ({ overdraftLimit }) => overdraftLimit],
    transfer_limit: ['bigint', ({ transferLimit }) => transferLimit],
    balance_limit: ['bigint', ({ balanceLimit }) => balanceLimit],
    requested_by: ['text', ({ requestedBy }) => requestedBy],
    home_epoch: ['bigint', ({ homeEpoch }) => homeEpoch],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt],
  },
  text: (rows, inBook) => `INSERT INTO ledger.account_changes (book_id, sequence, account_id, state, overdraft_limit,
      transfer_limit, balance_limit, requested_by, home_epoch, recorded_at)
    SELECT book_id, sequence, account_id, state, overdraft_limit, transfer_limit, balance_limit, requested_by, home_epoch,
      recorded_at
    FROM ${rows} WHERE ${inBook('book_id')} RETURNING 1`,
});

const HOLDS = rowStatement<TransferRecord & { readonly from: string; readonly to: string; readonly amount: bigint }>({
  name: 'journal-hold',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    hold_id: ['uuid', ({ effect }) => effect.transferId],
    from_account: ['uuid', ({ from }) => from],
    to_account: ['uuid', ({ to }) => to],
    amount: ['bigint', ({ amount }) => amount],
    expires_at: ['timestamptz', ({ effect }) => effect.expiresAt],
  },
  text: (rows, inBook) => `INSERT INTO ledger.holds (book_id, hold_id, from_account, to_account, amount, expires_at)
    SELECT book_id, hold_id, from_account, to_account, amount, expires_at FROM ${rows} WHERE ${inBook('book_id')}`,
});

/** The state is asked for again: a hold settles once, whatever the program believes. */
const SETTLEMENTS = rowStatement<Settlement>({
  name: 'journal-settle',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    hold_id: ['uuid', ({ holdId }) => holdId],
    state: ['text', ({ state }) => state],
    committed_amount: ['bigint', ({ committedAmount }) => committedAmount],
    settled_by: ['uuid', ({ settledBy }) => settledBy],
  },
  text: (rows, inBook) => `UPDATE ledger.holds AS hold SET state = row.state, committed_amount = row.committed_amount,
      settled_by = row.settled_by
    FROM ${rows}
    WHERE hold.book_id = row.book_id AND hold.hold_id = row.hold_id AND hold.state = 'pending' AND ${inBook('hold.book_id')}
    RETURNING 1`,
});

/** Accounts that were opened, with their empty balances. */
export async function writeOpenedAccounts(
  connection: BatchConnection,
  records: readonly JournalRecord[],
  state: JournalState,
): Promise<void> {
  const rows = records.flatMap(({ effect, ...place }) =>
    effect.type === 'account-opened'
      ? [{ ...account(state, effect.accountId), ...place, metadata: effect.metadata }]
      : [],
  );
  if (rows.length === 0) return;
  await connection.writeTogether('journal-open-accounts', [filled(EMPTY_BALANCES, rows), filled(ACCOUNTS, rows)]);
}

/** What accounts may do from now on. */
export async function writeAccountChanges(
  connection: BatchConnection,
  records: readonly JournalRecord[],
): Promise<void> {
  const rows = records.flatMap(({ effect, ...place }) =>
    effect.type === 'account-changed' ? [{ accountId: effect.accountId, ...effect.terms, ...place }] : [],
  );
  if (rows.length === 0) return;
  const last = new Map(rows.map((row) => [row.accountId, row]));
  await connection.writeTogether('journal-change-accounts', [filled(TERMS, [...last.values()]), filled(CHANGES, rows)]);
}

/** New holds. */
export async function writeHolds(connection: BatchConnection, records: readonly JournalRecord[]): Promise<void> {
  const rows = transfersOf(records).flatMap((record) =>
    record.effect.kind === 'hold' ? record.effect.postings.map((posting) => ({ ...record, ...posting })) : [],
  );
  if (rows.length > 0) await connection.query(HOLDS, rows);
}

/** Holds that ended. */
export async function writeSettlements(connection: BatchConnection, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const settled = await connection.query(SETTLEMENTS, settlements);
  if (settled.length !== settlements.length) throw new Error('a hold was settled before');
}
