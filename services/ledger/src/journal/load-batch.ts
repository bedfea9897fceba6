import type { SqlExecutor } from '../../../kit/src/database/database.js';
import type { ProblemMembers } from '../../../kit/src/problems/problem.js';
import type { ProblemCode } from '../problems.js';
import { answerKey, type Answer, type BatchInput, type BookHead } from './batch.js';
import type { Command } from './commands.js';
import { isOf } from './identifiers.js';
import { needsOf, type AccountState, type HoldState, type JournalState, type PastTransfer } from './journal-state.js';

const LOCK_BOOKS = `SELECT book_id AS "bookId", home, home_epoch AS "homeEpoch", sequence,
    CASE WHEN isfinite(recorded_at) THEN recorded_at ELSE to_timestamp(0) END AS "recordedAt"
  FROM ledger.books WHERE book_id = ANY ($1::integer[]) ORDER BY book_id FOR UPDATE`;

const ANSWERS = `SELECT book_id AS "bookId", key, body_hash AS "bodyHash", record_id AS "recordId", sequence, problem,
    created_at AS "createdAt"
  FROM ledger.idempotency JOIN unnest($1::integer[], $2::uuid[]) AS asked (book_id, key) USING (book_id, key)`;

const ACCOUNTS = `SELECT book_id AS "bookId", account_id AS "accountId", account.currency, account.kind,
    account.holder_ref AS "holderRef", state, posted, held, version, overdraft_limit AS "overdraftLimit",
    transfer_limit AS "transferLimit", balance_limit AS "balanceLimit", 'none' AS change
  FROM ledger.balances
  JOIN unnest($1::integer[], $2::uuid[]) AS asked (book_id, account_id) USING (book_id, account_id)
  JOIN ledger.accounts AS account USING (book_id, account_id)`;

const HOLDS = `SELECT book_id AS "bookId", hold_id AS "holdId", from_account AS "from", to_account AS "to", amount,
    expires_at AS "expiresAt", state
  FROM ledger.holds JOIN unnest($1::integer[], $2::uuid[]) AS asked (book_id, hold_id) USING (book_id, hold_id)`;

const TRANSFERS = `SELECT past.transfer_id AS "transferId", past.kind, past.currency, past.from_accounts AS "fromAccounts",
    past.to_accounts AS "toAccounts", past.amounts, reversal.transfer_id IS NOT NULL AS reversed
  FROM ledger.transfers AS past
  JOIN unnest($1::integer[], $2::uuid[]) AS asked (book_id, transfer_id) USING (book_id, transfer_id)
  LEFT JOIN ledger.transfers AS reversal
    ON reversal.book_id = past.book_id AND reversal.related_id = past.transfer_id AND reversal.kind = 'reversal'`;

/** Locks the books of a batch in the order of their numbers, so that no two batches wait for each other. */
export async function lockBooks(sql: SqlExecutor, bookIds: ReadonlySet<number>): Promise<Map<number, BookHead>> {
  const ids = [...bookIds].sort((a, b) => a - b);
  const rows = await sql.query<BookHead>(LOCK_BOOKS, [ids], 'journal-lock-books');
  return new Map(rows.map((row) => [row.bookId, row]));
}

/** Loads what the commands of locked books need: stored answers, holds, transfers and accounts. */
export async function loadBatch(
  sql: SqlExecutor,
  commands: readonly Command[],
  heads: ReadonlyMap<number, BookHead>,
  now: Date,
): Promise<BatchInput> {
  const answers = await loadAnswers(sql, commands);
  const open = commands.filter(({ bookId, claim }) => !answers.has(answerKey(bookId, claim.key)));
  const needs = open.map((command) => ({ bookId: command.bookId, ...needsOf(command) }));
  const holds = await loadHolds(sql, keysOf(needs.map(({ bookId, hold }) => [bookId, hold])));
  const transfers = await loadTransfers(sql, keysOf(needs.map(({ bookId, transfer }) => [bookId, transfer])));
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
  await loadAccounts(sql, accountIds, state.accounts);
  return { heads, answers, state, now };
}

type Key = readonly [bookId: number, id: string];

const keysOf = (wanted: readonly (readonly [bookId: number, id: string | undefined])[]): Key[] =>
  wanted.flatMap(([bookId, id]) => (id === undefined ? [] : [[bookId, id] as const]));

interface AnswerRow extends Omit<Answer, 'result'> {
  readonly recordId: string | null;
  readonly sequence: bigint | null;
  readonly problem: { readonly code: ProblemCode; readonly detail: string; readonly members: ProblemMembers } | null;
}

async function loadAnswers(sql: SqlExecutor, commands: readonly Command[]): Promise<Map<string, Answer>> {
  const keys = commands.map(({ bookId, claim }): Key => [bookId, claim.key]);
  const rows = await sql.query<AnswerRow>(ANSWERS, columns(keys), 'journal-answers');
  return new Map(
    rows.map(({ recordId, sequence, problem, ...row }): [string, Answer] => {
      if (problem !== null) return [answerKey(row.bookId, row.key), { ...row, result: problem }];
      if (recordId === null || sequence === null) throw new Error(`the answer to key ${row.key} is incomplete`);
      return [answerKey(row.bookId, row.key), { ...row, result: { recordId, sequence } }];
    }),
  );
}

async function loadHolds(sql: SqlExecutor, keys: readonly Key[]): Promise<Map<string, HoldState>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<HoldState>(HOLDS, columns(keys), 'journal-holds');
  return new Map(rows.map((hold) => [hold.holdId, hold]));
}

interface TransferRow extends Omit<PastTransfer, 'postings'> {
  readonly fromAccounts: readonly string[];
  readonly toAccounts: readonly string[];
  readonly amounts: readonly bigint[];
}

async function loadTransfers(sql: SqlExecutor, keys: readonly Key[]): Promise<Map<string, PastTransfer>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<TransferRow>(TRANSFERS, columns(keys), 'journal-transfers');
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
  sql: SqlExecutor,
  ids: ReadonlyMap<string, number>,
  into: Map<string, AccountState>,
): Promise<void> {
  if (ids.size === 0) return;
  const rows = await sql.query<AccountState>(ACCOUNTS, [[...ids.values()], [...ids.keys()]], 'journal-accounts');
  for (const row of rows) into.set(row.accountId, row);
}

const columns = (keys: readonly Key[]): [number[], string[]] => [
  keys.map(([bookId]) => bookId),
  keys.map(([, id]) => id),
];
