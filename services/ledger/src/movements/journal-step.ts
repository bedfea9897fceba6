import { Problem } from '../../../kit/src/problems/problem.js';
import type { Command, Outcome } from '../journal/commands.js';
import type { TransferRecord } from '../records/transfer-record.js';
import { accountOf, type Movement, type MovementRole, type WorkingState } from './movement.js';
import { MOVEMENTS_ACTOR, type MovementParts } from './movement-parts.js';
import type { StepAction } from './movement-rules.js';
import { bookIn, stepClaim, stepTransferId } from './step-identity.js';
import type { Observation } from './transition.js';

export type JournalAction = Exclude<StepAction, { readonly does: 'rail' | 'watch' | 'ask-home' }>;
type StepParts = Pick<MovementParts, 'journal' | 'records'>;

/** Longer than any movement waits for an answer, so that a hold outlives its payout. */
const HOLD_MS = 14 * 24 * 3_600_000;
/** Longest time in the journal's queue. */
const SUBMIT_DEADLINE_MS = 10_000;

/** Does one step in the journal. The record is looked for first: it outlives the key under which it was made. */
export async function journalStep(
  parts: StepParts,
  movement: Movement,
  step: WorkingState,
  action: JournalAction,
): Promise<Observation> {
  const bookId = bookOfStep(movement, action);
  const transferId = stepTransferId(movement, step, movement.round, bookId);
  if ((await parts.records.transfer(transferId)) !== undefined) return { is: 'done', fact: transferId };
  const command = commandOf(movement, step, action, bookId, transferId);
  const outcome = await submitted(parts, command);
  if (outcome === undefined) return { is: 'unknown', reason: 'the journal did not answer' };
  if (outcome.accepted) return { is: 'done', fact: outcome.recordId };
  const related = relatedTransfer(movement, action);
  const before = related === undefined ? undefined : settledBefore(action, await parts.records.transfer(related));
  return before ?? { is: 'refused', problem: { code: outcome.problem.code, detail: outcome.problem.detail } };
}

/** Undefined when the journal cannot say; business rejections are outcomes. */
export async function submitted(
  { journal }: Pick<StepParts, 'journal'>,
  command: Command,
): Promise<Outcome | undefined> {
  try {
    return await journal.submit(command, { deadlineMs: SUBMIT_DEADLINE_MS });
  } catch (error) {
    if (error instanceof Problem && error.kind.status >= 429) return undefined;
    throw error;
  }
}

function bookOfStep(movement: Movement, action: JournalAction): number {
  return action.does === 'post' || action.does === 'hold' ? bookIn(accountOf(movement, action.to)) : movement.bookId;
}

const relatedTransfer = ({ facts }: Movement, action: JournalAction): string | undefined => {
  if (action.does === 'reverse') return facts[action.step];
  return action.does === 'commit' || action.does === 'void' ? facts.holding : undefined;
};

/** A hold that is gone needs no voiding, and a transfer that is undone no undoing. */
function settledBefore(action: JournalAction, related: TransferRecord | undefined): Observation | undefined {
  const hold = related?.hold?.state;
  if (action.does === 'void' && (hold === 'voided' || hold === 'expired')) return { is: 'done', fact: `hold ${hold}` };
  if (action.does === 'reverse' && typeof related?.reversedBy === 'string')
    return { is: 'done', fact: related.reversedBy };
  return undefined;
}

function commandOf(
  movement: Movement,
  step: WorkingState,
  action: JournalAction,
  bookId: number,
  transferId: string,
): Command {
  const { movementId, amount, currency, createdAt } = movement;
  const claim = stepClaim(movementId, step, movement.round);
  const base = { bookId, claim, requestedBy: MOVEMENTS_ACTOR, transferId, actingHolder: null };
  const details = { ...base, currency, metadata: {}, counterpartyRef: null, sagaId: movementId };
  const posting = (from: MovementRole, to: MovementRole) => ({
    from: accountOf(movement, from),
    to: accountOf(movement, to),
    amount,
  });
  switch (action.does) {
    case 'post':
      return { ...details, type: 'post-transfer', postings: [posting(action.from, action.to)] };
    case 'hold':
      return {
        ...details,
        type: 'hold-funds',
        posting: posting(action.from, action.to),
        expiresAt: new Date(createdAt.getTime() + HOLD_MS),
      };
    case 'commit':
      return { ...base, type: 'commit-hold', holdId: needed(movement, action) };
    case 'void':
      return { ...base, type: 'void-hold', holdId: needed(movement, action) };
    case 'reverse':
      return { ...base, type: 'reverse-transfer', reversedId: needed(movement, action), reason: 'movement undone' };
  }
}

function needed(movement: Movement, action: JournalAction): string {
  const related = relatedTransfer(movement, action);
  if (related === undefined) throw new RangeError(`movement ${movement.movementId} has nothing to ${action.does}`);
  return related;
}
