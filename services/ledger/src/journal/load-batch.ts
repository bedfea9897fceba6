import type { ProblemMembers } from '../../../kit/src/problems/problem.js';
import type { ProblemCode } from '../problems.js';
import { answerKey, type Answer, type BatchInput, type BookHead } from './batch.js';
import type { BatchConnection } from './batch-connection.js';
import type { Command } from './commands.js';
import { isOf } from './identifiers.js';
import { needsOf, type AccountState, type HoldState, type JournalState, type PastTransfer } from './journal-state.js';
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

/** Loads what the commands of locked books need: stored answers, holds, transfers and accounts. */
export async function loadBatch(
  connection: BatchConnection,
  commands: readonly Command[],
  heads: ReadonlyMap<number, BookHead>,
  now: Date,
): Promise<BatchInput> {
  const answers = await loadAnswers(connection, commands);
  const open = commands.filter(({ bookId, claim }) => !answers.has(answerKey(bookId, claim.key)));
  const needs = open.map((command) => ({ bookId: command.bookId, ...needsOf(command) }));
  const holds = await loadHolds(connection, keysOf(needs.map(({ bookId, hold }) => [bookId, hold])));
  const transfers = await loadTransfers(connection, keysOf(needs.map(({ bookId, transfer }) => [bookId, transfer])));
  const state: JournalState = { accounts: new Map(), holds, transfers };
  const accountIds = new Map<string, number>();
  for (const need of needs) {
    const hold = need.hold === undefined ? undefined : holds.get(need.hold);
    const past = need.transfer === undefined ? undefined : transfers.get(need.transfer);
    const ids = [
      ...need.accounts,
      ...(hold === undefined ? [] : [hold.from, hold.to]),
      ...(past?.postings.flatMap(({ from, to }) => [from, to]) ?? []),
    ];
    // Another book's account is not looked for: its lock is not held, and the command is refused anyway.
    for (const id of ids) if (isOf(id, need.bookId)) accountIds.set(id, need.bookId);
  }
  await loadAccounts(connection, accountIds, state.accounts);
  return { heads, answers, state, now };
}

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

async function loadAccounts(
  connection: BatchConnection,
  ids: ReadonlyMap<string, number>,
  into: Map<string, AccountState>,
): Promise<void> {
  if (ids.size === 0) return;
  const keys = [...ids].map(([id, bookId]): Key => [bookId, id]);
  const rows = await connection.query(ACCOUNTS, keys);
  for (const row of rows) into.set(row.accountId, row);
}
