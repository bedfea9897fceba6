import type { Movement, WorkingState } from './movement.js';
import type { MovementParts } from './movement-parts.js';
import { ruleOf } from './movement-rules.js';
import { creditRequest } from './home-credit-events.js';
import { journalStep } from './journal-step.js';
import { railStep, watchStep } from './rail-step.js';
import type { Observation } from './transition.js';
import type { PaymentRail } from '../rails/payment-rail.js';

/** Does what the present step of a movement says. Safe to repeat at any moment, by anyone. */
export function performStep(
  parts: MovementParts,
  movement: Movement,
  step: WorkingState,
  late: boolean,
): Promise<Observation> {
  const { action } = ruleOf(movement.kind, step);
  switch (action.does) {
    case 'rail':
      return railStep(railOf(parts, movement), movement, step, action.operation, late);
    case 'watch':
      return watchStep(railOf(parts, movement), movement, action.step);
    case 'ask-home':
      return Promise.resolve({ is: 'waiting', say: creditRequest(parts, movement) });
    default:
      return journalStep(parts, movement, step, action);
  }
}

function railOf({ rails }: MovementParts, { rail, movementId }: Movement): PaymentRail {
  const found = rail === null ? undefined : rails.get(rail);
  if (found === undefined)
    throw new RangeError(`movement ${movementId} names a rail that is not connected: ${rail ?? 'none'}`);
  return found;
}
