import type { Database } from '../../../kit/src/database/database.js';
import type { AccountKind } from '../journal/commands.js';
import { shardOf } from './shard-of.js';
import type { AccountRecord } from './account-record.js';

interface AccountRow {
  readonly account_id: string;
  readonly book_id: number;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly holder_ref: string | null;
  readonly metadata: Record<string, string>;
  readonly created_at: Date;
  readonly state: 'open' | 'frozen' | 'closed';
  readonly overdraft_limit: bigint | null;
  readonly transfer_limit: bigint | null;
  readonly balance_limit: bigint | null;
  readonly home: string;
  readonly book_sequence: bigint;
}

const COLUMNS = `account.account_id, account.book_id, account.currency, account.kind, account.holder_ref, account.metadata,
  account.created_at, balance.state, balance.overdraft_limit, balance.transfer_limit, balance.balance_limit,
  book.home, book.sequence AS book_sequence`;

const TABLES = `ledger.accounts AS account
  JOIN ledger.balances AS balance ON balance.book_id = account.book_id AND balance.account_id = account.account_id
  JOIN ledger.books AS book ON book.book_id = account.book_id`;

/** One account, found through the book that its id carries. */
export const ONE_ACCOUNT = `SELECT ${COLUMNS} FROM ${TABLES} WHERE account.book_id = $1 AND account.account_id = $2`;

/** A holder's accounts are in any book: the one list that asks every shard. */
export const ACCOUNTS_OF_HOLDER = `SELECT ${COLUMNS} FROM ${TABLES}
  WHERE account.holder_ref = $1 AND account.account_id > $2 ORDER BY account.account_id LIMIT $3`;

const BEFORE_EVERY_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** Reads one account from the journal's tables. */
export async function readAccount(database: Database, accountId: string): Promise<AccountRecord | undefined> {
  const [row] = await database.query<AccountRow>(ONE_ACCOUNT, [shardOf(accountId), accountId], 'records-account');
  return row === undefined ? undefined : accountRecord(row);
}

/** Reads accounts of a holder after the account with the id `after`. */
export async function readAccountsOf(
  database: Database,
  holderRef: string,
  after: string = BEFORE_EVERY_ACCOUNT,
  limit: number,
): Promise<readonly AccountRecord[]> {
  const rows = await database.query<AccountRow>(ACCOUNTS_OF_HOLDER, [holderRef, after, limit], 'records-accounts-of');
  return rows.map(accountRecord);
}

const accountRecord = (row: AccountRow): AccountRecord => ({
  accountId: row.account_id,
  bookId: row.book_id,
  home: row.home,
  currency: row.currency,
  kind: row.kind,
  holderRef: row.holder_ref,
  metadata: row.metadata,
  createdAt: row.created_at,
  state: row.state,
  overdraftLimit: row.overdraft_limit,
  transferLimit: row.transfer_limit,
  balanceLimit: row.balance_limit,
  bookSequence: row.book_sequence,
});
