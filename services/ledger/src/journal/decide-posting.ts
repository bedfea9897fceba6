import type { PostTransfer, Posting, ReverseTransfer } from './commands.js';
import { accept, refuse, type Decision } from './decision.js';
import { reversed } from './journal-record.js';
import type { JournalState } from './journal-state.js';
import { isRefusal, move, refuseAccounts, refuseTransferLimits, type MovementRules } from './move-money.js';

/** Posts at once, all postings or none. */
export function decidePosting(state: JournalState, command: PostTransfer): Decision {
  const { bookId, currency, actingHolder, postings, transferId } = command;
  const rules: MovementRules = { bookId, currency, actingHolder, evenFrozen: false };
  const entries =
    refuseAccounts(state, postings, rules) ?? refuseTransferLimits(state, postings) ?? move(state, postings, rules);
  if (isRefusal(entries)) return entries;
  remember(state, transferId, 'posting', currency, postings);
  const { sagaId, metadata, counterpartyRef } = command;
  return accept(transferId, {
    type: 'transfer',
    transferId,
    kind: 'posting',
    relatedId: null,
    currency,
    postings,
    entries,
    expiresAt: null,
    sagaId,
    metadata,
    counterpartyRef,
    reason: null,
  });
}

/** The opposite of a posted transfer, once; whoever received the money must still have it. */
export function decideReversal(state: JournalState, command: ReverseTransfer): Decision {
  const { bookId, actingHolder, reversedId, transferId, reason } = command;
  const past = state.transfers.get(reversedId);
  if (past === undefined) return refuse('transfer-not-found', `There is no transfer ${reversedId}.`);
  if (past.reversed) return refuse('transfer-not-reversible', `${reversedId} was reversed before.`);
  if (past.kind !== 'posting' && past.kind !== 'commit')
    return refuse('transfer-not-reversible', `${reversedId} is a ${past.kind}; it moved no money to give back.`, {
      kind: past.kind,
    });
  const postings = reversed(past.postings);
  const rules: MovementRules = { bookId, currency: past.currency, actingHolder, evenFrozen: false };
  const entries = refuseAccounts(state, postings, rules) ?? move(state, postings, rules);
  if (isRefusal(entries)) return entries;
  past.reversed = true;
  return accept(transferId, {
    type: 'transfer',
    transferId,
    kind: 'reversal',
    relatedId: reversedId,
    currency: past.currency,
    postings,
    entries,
    expiresAt: null,
    sagaId: null,
    metadata: null,
    counterpartyRef: null,
    reason,
  });
}

/** A later command of the same batch may reverse it. */
export function remember(
  state: JournalState,
  transferId: string,
  kind: 'posting' | 'commit',
  currency: string,
  postings: readonly Posting[],
): void {
  state.transfers.set(transferId, { transferId, kind, currency, postings, reversed: false });
}
