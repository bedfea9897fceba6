import type { CommitHold, HoldFunds, Posting, ReleaseHold } from './commands.js';
import { accept, refuse, type Acceptance, type Decision, type Effect, type Refusal } from './decision.js';
import { remember } from './decide-posting.js';
import { available, type HoldState, type JournalState } from './journal-state.js';
import {
  account,
  isRefusal,
  MAX_BALANCE,
  move,
  refuseAccounts,
  refuseTransferLimits,
  touch,
  type MovementRules,
} from './move-money.js';

/** Sets money aside: it is still there, but no longer available. */
export function decideHold(state: JournalState, command: HoldFunds, at: Date): Decision {
  const { bookId, currency, actingHolder, posting, transferId, expiresAt } = command;
  if (expiresAt <= at) return refuse('hold-expired', 'The hold would have expired before it began.');
  const rules: MovementRules = { bookId, currency, actingHolder, evenFrozen: false };
  const refusal = refuseAccounts(state, [posting], rules) ?? refuseTransferLimits(state, [posting]);
  if (refusal !== undefined) return refusal;
  const source = account(state, posting.from);
  const left = available(source);
  if ((left !== null && left < posting.amount) || source.held + posting.amount > MAX_BALANCE)
    return refuse('insufficient-funds', `${source.accountId} does not have that much available.`, {
      accountId: source.accountId,
    });
  source.held += posting.amount;
  touch(source);
  state.holds.set(transferId, { bookId, holdId: transferId, ...posting, expiresAt, state: 'pending' });
  const { sagaId, metadata, counterpartyRef } = command;
  const details = { sagaId, metadata, counterpartyRef, expiresAt };
  return record('hold', transferId, null, currency, [posting], details);
}

/** Posts a hold, wholly or in part; what is not committed is released. */
export function decideCommit(state: JournalState, command: CommitHold, at: Date): Decision {
  const { holdId, transferId, bookId } = command;
  const hold = pendingHold(state, holdId);
  if (isRefusal(hold)) return hold;
  if (hold.expiresAt <= at) return refuse('hold-expired', `The hold expired at ${hold.expiresAt.toISOString()}.`);
  const amount = command.amount ?? hold.amount;
  if (amount > hold.amount)
    return refuse('commit-exceeds-hold', `${hold.amount} are held.`, { held: Number(hold.amount) });
  const released = new Map([[hold.from, hold.amount]]);
  const rules = { bookId, currency: null, actingHolder: command.actingHolder, evenFrozen: true, released };
  const postings = [{ from: hold.from, to: hold.to, amount }];
  const entries = refuseAccounts(state, postings, rules) ?? move(state, postings, rules);
  if (isRefusal(entries)) return entries;
  hold.state = 'committed';
  const { currency } = account(state, hold.from);
  remember(state, transferId, 'commit', currency, postings);
  return record('commit', transferId, holdId, currency, postings, { entries });
}

/** Gives held money back to its account, on request or because its time is over. */
export function decideRelease(state: JournalState, command: ReleaseHold, at: Date): Decision {
  const { holdId, transferId, actingHolder, type } = command;
  const hold = pendingHold(state, holdId);
  if (isRefusal(hold)) return hold;
  if (type === 'expire-hold' && hold.expiresAt > at)
    return refuse('hold-not-due', `The hold expires at ${hold.expiresAt.toISOString()}.`);
  const source = account(state, hold.from);
  if (actingHolder !== null && source.holderRef !== actingHolder)
    return refuse('not-account-holder', `${source.accountId} belongs to someone else.`, {
      accountId: source.accountId,
    });
  source.held -= hold.amount;
  touch(source);
  hold.state = type === 'expire-hold' ? 'expired' : 'voided';
  const kind = type === 'expire-hold' ? 'expiry' : 'void';
  const { from, to, amount } = hold;
  return record(kind, transferId, holdId, source.currency, [{ from, to, amount }], {});
}

function pendingHold({ holds }: JournalState, holdId: string): HoldState | Refusal {
  const hold = holds.get(holdId);
  if (hold === undefined) return refuse('transfer-not-found', `There is no hold ${holdId}.`);
  return hold.state === 'pending'
    ? hold
    : refuse('hold-not-pending', `The hold is ${hold.state}.`, { state: hold.state });
}

type Details = Partial<
  Pick<Extract<Effect, { type: 'transfer' }>, 'entries' | 'expiresAt' | 'sagaId' | 'metadata' | 'counterpartyRef'>
>;

const record = (
  kind: 'hold' | 'commit' | 'void' | 'expiry',
  transferId: string,
  relatedId: string | null,
  currency: string,
  postings: readonly Posting[],
  details: Details,
): Acceptance =>
  accept(transferId, {
    type: 'transfer',
    transferId,
    kind,
    relatedId,
    currency,
    postings,
    entries: [],
    expiresAt: null,
    sagaId: null,
    metadata: null,
    counterpartyRef: null,
    reason: null,
    ...details,
  });
