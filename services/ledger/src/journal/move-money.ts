import type { Posting } from './commands.js';
import { refuse, type Refusal } from './decision.js';
import { isOf } from './identifiers.js';
import type { EntryDraft } from './journal-record.js';
import { available, type AccountState, type JournalState } from './journal-state.js';

/** Balances stay exact in JSON numbers. */
export const MAX_BALANCE = 9_007_199_254_740_991n;

/** What may not be done to the accounts of a posting. */
export interface MovementRules {
  readonly bookId: number;
  /** What the accounts must hold; null when an earlier record vouches for it. */
  readonly currency: string | null;
  /** Whose accounts may be debited; null for anybody's. */
  readonly actingHolder: string | null;
  /** A settlement goes through although an account was frozen meanwhile: the money was promised before. */
  readonly evenFrozen: boolean;
  /** Money of pending holds that this movement sets free, by account. */
  readonly released?: ReadonlyMap<string, bigint>;
}

/** Both accounts of every posting exist, are open, belong together and to whom they should. */
export function refuseAccounts(
  state: JournalState,
  postings: readonly Posting[],
  rules: MovementRules,
): Refusal | undefined {
  for (const { from, to } of postings) {
    if (from === to) return refuse('same-account', `${from} cannot pay itself.`);
    const [source, target] = [state.accounts.get(from), state.accounts.get(to)];
    for (const [id, account] of [[from, source] as const, [to, target] as const]) {
      if (!isOf(id, rules.bookId)) return refuse('postings-span-books', `${id} is in another book.`, { accountId: id });
      if (account === undefined) return refuse('account-not-found', `There is no account ${id}.`, { accountId: id });
      const expected = rules.currency ?? source?.currency;
      if (account.currency !== expected)
        return refuse('currency-mismatch', `${id} holds ${account.currency}, not ${expected ?? 'that'}.`, {
          accountId: id,
          currency: account.currency,
        });
      if (account.state === 'closed' || (account.state === 'frozen' && !rules.evenFrozen))
        return refuse('account-not-open', `${id} is ${account.state}.`, { accountId: id, state: account.state });
    }
    if (rules.actingHolder !== null && source?.holderRef !== rules.actingHolder)
      return refuse('not-account-holder', `${from} belongs to someone else.`, { accountId: from });
  }
  return undefined;
}

/** No account gives more in one transfer than its limit. */
export function refuseTransferLimits(state: JournalState, postings: readonly Posting[]): Refusal | undefined {
  for (const [accountId, amount] of sums(postings, 'from')) {
    const limit = state.accounts.get(accountId)?.transferLimit ?? null;
    if (limit !== null && amount > limit)
      return refuse('transfer-limit-exceeded', `One transfer takes at most ${limit} out of ${accountId}.`, {
        accountId,
        limit: Number(limit),
      });
  }
  return undefined;
}

/**
 * Moves money if all accounts can bear the result; what counts is each account after the last posting.
 *
 * @returns why not, or the entries, two a posting in its order
 */
export function move(
  state: JournalState,
  postings: readonly Posting[],
  rules: MovementRules,
): Refusal | readonly EntryDraft[] {
  const refusal = refuseResult(state, postings, rules);
  if (refusal !== undefined) return refusal;
  for (const [accountId, amount] of rules.released ?? []) account(state, accountId).held -= amount;
  return postings.flatMap(({ from, to, amount }) => [
    enter(account(state, from), -amount),
    enter(account(state, to), amount),
  ]);
}

function refuseResult(state: JournalState, postings: readonly Posting[], rules: MovementRules): Refusal | undefined {
  const changes = new Map<AccountState, bigint>();
  for (const { from, to, amount } of postings) {
    add(changes, account(state, from), -amount);
    add(changes, account(state, to), amount);
  }
  for (const [each, change] of changes) {
    const { accountId, balanceLimit } = each;
    const posted = each.posted + change;
    const free = available({ ...each, posted, held: each.held - (rules.released?.get(accountId) ?? 0n) });
    if (change < 0n && ((free !== null && free < 0n) || posted < -MAX_BALANCE))
      return refuse('insufficient-funds', `${accountId} does not have that much available.`, { accountId });
    if (change > 0n && (posted > MAX_BALANCE || (balanceLimit !== null && posted > balanceLimit)))
      return refuse('balance-limit-exceeded', `${accountId} may not hold that much.`, { accountId });
  }
  return undefined;
}

function enter(entered: AccountState, amount: bigint): EntryDraft {
  entered.posted += amount;
  entered.version += 1n;
  touch(entered);
  return { accountId: entered.accountId, version: entered.version, amount, balanceAfter: entered.posted };
}

/** Tells a refusal from what was asked for. */
export const isRefusal = (result: object): result is Refusal => 'refused' in result && result.refused === true;

/** An account that `refuseAccounts` has found. */
export function account(state: JournalState, accountId: string): AccountState {
  const found = state.accounts.get(accountId);
  if (found === undefined) throw new RangeError(`account ${accountId} was not loaded`);
  return found;
}

export const touch = (touched: AccountState): void => {
  if (touched.change === 'none') touched.change = 'changed';
};

function sums(postings: readonly Posting[], side: 'from' | 'to'): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const posting of postings) add(totals, posting[side], posting.amount);
  return totals;
}

function add<Key>(totals: Map<Key, bigint>, key: Key, amount: bigint): void {
  totals.set(key, (totals.get(key) ?? 0n) + amount);
}
