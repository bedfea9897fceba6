import type { DomainEvent } from '../../../kit/src/events/event.js';
import { claimEvent } from '../../../kit/src/messaging/processed-events.js';
import { creditSettled, type CreditSettled } from './home-credit-events.js';
import { LEDGER_SCHEMA, MOVEMENTS_ACTOR, type MovementParts } from './movement-parts.js';
import type { Movement } from './movement.js';
import { seizeMovement, writeChange } from './movement-store.js';
import { type Change, transition } from './transition.js';

export const HOME_SETTLEMENTS_GROUP = 'ledger-home-settlements';

/**
 * Takes another home's answer: the movement ends, or its money comes back. An answer that comes again, or after a person has resolved the
 * movement, changes nothing; the latter is written down.
 */
export async function settleFromHome(parts: MovementParts, event: DomainEvent): Promise<void> {
  const answer = creditSettled.parse(event.data);
  if (answer.fromHome !== parts.home) return;
  await parts.database.transaction(async (sql) => {
    if (!(await claimEvent(sql, LEDGER_SCHEMA, HOME_SETTLEMENTS_GROUP, event.id))) return;
    const movement = await seizeMovement(sql, answer.movementId);
    if (movement === undefined) throw new RangeError(`an answer about ${answer.movementId}, which is no movement here`);
    const change = answeredChange(parts, movement, answer);
    const note = `${answer.toHome} answered ${answer.outcome}`;
    await writeChange(sql, movement, change, { action: 'message', actor: MOVEMENTS_ACTOR, note });
  });
}

function answeredChange({ limits }: MovementParts, movement: Movement, answer: CreditSettled): Change {
  const waits = movement.state === 'awaiting' || (movement.state === 'parked' && movement.parkedFrom === 'awaiting');
  if (!waits) return unchanged(movement);
  const code = answer.problem ?? 'credit-rejected';
  const detail = `${answer.toHome} did not credit the account.`;
  return transition(
    { ...movement, state: 'awaiting', parkedFrom: null },
    answer.outcome === 'credited'
      ? { is: 'done', fact: answer.transferId ?? 'credited' }
      : { is: 'refused', problem: { code, detail } },
    false,
    limits,
  );
}

const unchanged = ({ state, parkedFrom, attempts, round, facts, problem, dueAt }: Movement): Change => ({
  ...{ state, parkedFrom, attempts, round, facts, problem },
  dueInMs: dueAt === null ? null : 0,
  deadlineInMs: null,
  say: null,
});
