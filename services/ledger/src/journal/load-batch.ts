import type { ProblemMembers } from '../../../kit/src/problems/problem.js';
import type { ProblemCode } from '../problems.js';
import { answerKey, type Answer, type BatchInput, type BookHead } from './batch.js';
import type { BatchConnection } from './batch-connection.js';
import type { Command } from './commands.js';
import { isOf } from './identifiers.js';
import { needsOf, type AccountState, type HoldState, type PastTransfer } from './journal-state.js';
import { rowStatement } from './row-statement.js';

type Key = readonly [bookId: number, id: string];

const keyed = (name: string) =>
  ({
    book_id: ['integer', ([bookId]: Key) => bookId],
    [name]: ['uuid', ([, id]: Key) => id],
  }) as const;

const LOCK_BOOKS = rowStatement<number, BookHead>({
  name: 'journal-lock-books',
  columns: { book_id: ['integer', (bookId) => bookId] },
  text: (_, inBook) => `SELECT book_id AS "bookId", home, home_epoch AS "homeEpoch", sequence,
      CASE WHEN isfinite(recorded_at) THEN recorded_at ELSE to_timestamp(0) END AS "recordedAt"
    FROM ledger.books WHERE book_id = ANY ($1::integer[]) AND ${inBook('book_id')} ORDER BY book_id FOR UPDATE`,
});

const ANSWERS = rowStatement<Key, AnswerRow>({
  name: 'journal-answers',
  columns: keyed('key'),
  text: (
    rows,
    inBook,
  ) => `SELECT book_id AS "bookId", key, body_hash AS "bodyHash", record_id AS "recordId", sequence, problem,
      created_at AS "createdAt"
    FROM ledger.idempotency JOIN ${rows} USING (book_id, key) WHERE ${inBook('book_id')}`,
});

const ACCOUNTS = rowStatement<Key, AccountState>({
  name: 'journal-accounts',
  columns: keyed('account_id'),
  text: (rows, inBook) => `SELECT book_id AS "bookId", account_id AS "accountId", account.currency, account.kind,
      account.holder_ref AS "holderRef", state, posted, held, version, overdraft_limit AS "overdraftLimit",
      transfer_limit AS "transferLimit", balance_limit AS "balanceLimit", 'none' AS change
    FROM ledger.balances JOIN ${rows} USING (book_id, account_id)
    JOIN ledger.accounts AS account USING (book_id, account_id) WHERE ${inBook('book_id')}`,
});

const HOLDS = rowStatement<Key, HoldState>({
  name: 'journal-holds',
  columns: keyed('hold_id'),
  text: (
    rows,
    inBook,
  ) => `SELECT book_id AS "bookId", hold_id AS "holdId", from_account AS "from", to_account AS "to", amount,
      expires_at AS "expiresAt", state
    FROM ledger.holds JOIN ${rows} USING (book_id, hold_id) WHERE ${inBook('book_id')}`,
});

const TRANSFERS = rowStatement<Key, TransferRow>({
  name: 'journal-transfers',
  columns: keyed('transfer_id'),
  text: (rows, inBook) => `SELECT past.transfer_id AS "transferId", past.kind, past.currency,
      past.from_accounts AS "fromAccounts", past.to_accounts AS "toAccounts", past.amounts,
      reversal.transfer_id IS NOT NULL AS reversed
    FROM ledger.transfers AS past JOIN ${rows} USING (book_id, transfer_id)
    LEFT JOIN ledger.transfers AS reversal
      ON reversal.book_id = past.book_id AND reversal.related_id = past.transfer_id AND reversal.kind = 'reversal'
    WHERE ${inBook('past.book_id')}`,
});

/** Locks the books of a batch in the order of their numbers, so that no two batches wait for each other. */
export async function lockBooks(
  connection: BatchConnection,
  bookIds: ReadonlySet<number>,
): Promise<Map<number, BookHead>> {
  const ids = [...bookIds].sort((a, b) => a - b);
  const rows = await connection.query(LOCK_BOOKS, ids);
  return new Map(rows.map((row) => [row.bookId, row]));
}

/** What commands need to be decided. */
export type LoadedBatch = Pick<BatchInput, 'answers' | 'state'>;

/** Loads stored answers, holds, transfers and accounts. Ask for it after the locks, not after their answer: each statement sees what was
 * committed when its turn comes. */
export async function loadBatch(connection: BatchConnection, commands: readonly Command[]): Promise<LoadedBatch> {
  const needs = commands.map((command) => ({ bookId: command.bookId, ...needsOf(command) }));
  const named = needs.flatMap(({ bookId, accounts }) => accountsOf(bookId, accounts));
  const [answers, holds, transfers, accounts] = await Promise.all([
    loadAnswers(connection, commands),
    loadHolds(connection, keysOf(needs.map(({ bookId, hold }) => [bookId, hold]))),
    loadTransfers(connection, keysOf(needs.map(({ bookId, transfer }) => [bookId, transfer]))),
    loadAccounts(connection, named),
  ]);
  const found = needs.flatMap(({ bookId, hold, transfer }) => {
    const { from, to } = (hold === undefined ? undefined : holds.get(hold)) ?? {};
    const past = transfer === undefined ? undefined : transfers.get(transfer);
    const ids = [from, to, ...(past?.postings.flatMap((posting) => [posting.from, posting.to]) ?? [])];
    return accountsOf(
      bookId,
      ids.flatMap((id) => (id === undefined || accounts.has(id) ? [] : [id])),
    );
  });
  for (const [id, account] of await loadAccounts(connection, found)) accounts.set(id, account);
  return { answers, state: { accounts, holds, transfers } };
}

/** Another book's account is not looked for: its lock is not held, and the command is refused anyway. */
const accountsOf = (bookId: number, ids: readonly string[]): Key[] =>
  ids.flatMap((id) => (isOf(id, bookId) ? [[bookId, id] as const] : []));

const keysOf = (wanted: readonly (readonly [bookId: number, id: string | undefined])[]): Key[] =>
  wanted.flatMap(([bookId, id]) => (id === undefined ? [] : [[bookId, id] as const]));

interface AnswerRow extends Omit<Answer, 'result'> {
  readonly recordId: string | null;
  readonly sequence: bigint | null;
  readonly problem: { readonly code: ProblemCode; readonly detail: string; readonly members: ProblemMembers } | null;
}

async function loadAnswers(connection: BatchConnection, commands: readonly Command[]): Promise<Map<string, Answer>> {
  const keys = commands.map(({ bookId, claim }): Key => [bookId, claim.key]);
  const rows = await connection.query(ANSWERS, keys);
  return new Map(
    rows.map(({ recordId, sequence, problem, ...row }): [string, Answer] => {
      if (problem !== null) return [answerKey(row.bookId, row.key), { ...row, result: problem }];
      if (recordId === null || sequence === null) throw new Error(`the answer to key ${row.key} is incomplete`);
      return [answerKey(row.bookId, row.key), { ...row, result: { recordId, sequence } }];
    }),
  );
}

async function loadHolds(connection: BatchConnection, keys: readonly Key[]): Promise<Map<string, HoldState>> {
  if (keys.length === 0) return new Map();
  const rows = await connection.query(HOLDS, keys);
  return new Map(rows.map((hold) => [hold.holdId, hold]));
}

interface TransferRow extends Omit<PastTransfer, 'postings'> {
  readonly fromAccounts: readonly string[];
  readonly toAccounts: readonly string[];
  readonly amounts: readonly bigint[];
}

async function loadTransfers(connection: BatchConnection, keys: readonly Key[]): Promise<Map<string, PastTransfer>> {
  if (keys.length === 0) return new Map();
  const rows = await connection.query(TRANSFERS, keys);
  return new Map(
    rows.map(({ fromAccounts, toAccounts, amounts, ...row }) => {
      const postings = amounts.map((amount, index) => ({
        from: fromAccounts[index] ?? '',
        to: toAccounts[index] ?? '',
        amount,
      }));
      return [row.transferId, { ...row, postings }];
    }),
  );
}

async function loadAccounts(connection: BatchConnection, keys: readonly Key[]): Promise<Map<string, AccountState>> {
  const once = new Map(keys.map((key) => [key[1], key]));
  if (once.size === 0) return new Map();
  const rows = await connection.query(ACCOUNTS, [...once.values()]);
  return new Map(rows.map((row) => [row.accountId, row]));
}
