import { type PaymentRail, type RailAnswer, RailUnreachable } from '../rails/payment-rail.js';
import type { Movement, WorkingState } from './movement.js';
import type { RailOperation } from './movement-rules.js';
import { stepReference } from './step-identity.js';
import type { Observation } from './transition.js';

/** Asks a rail to do something once. After a silence it is asked what became of it, and told again only before the deadline. */
export const railStep = (
  rail: PaymentRail,
  movement: Movement,
  step: WorkingState,
  operation: RailOperation,
  late: boolean,
): Promise<Observation> =>
  answered(async () => {
    const { movementId, attempts, round, amount, currency, instrument } = movement;
    const reference = stepReference(movementId, step, round);
    // A compensation has no deadline after which it would be wrong.
    const tooLate = late && operation !== 'refund';
    if (attempts > 0 || tooLate) {
      const known = await rail.status(reference);
      if (known !== undefined) return observation(known);
      if (tooLate) return { is: 'unknown', reason: 'the rail does not know the instruction' };
    }
    if (instrument === null) throw new RangeError(`movement ${movementId} names no instrument`);
    const refunds = operation === 'refund' ? stepReference(movementId, 'collecting', 0) : null;
    return observation(await rail.submit({ reference, operation, amount, currency, instrument, refunds }));
  });

/** Looks whether the rail executed after all what a movement gave up waiting for. */
export const watchStep = (rail: PaymentRail, { movementId }: Movement, watched: WorkingState): Promise<Observation> =>
  answered(async () => {
    const known = await rail.status(stepReference(movementId, watched, 0));
    return known === undefined ? { is: 'waiting' } : observation(known);
  });

function observation(answer: RailAnswer): Observation {
  switch (answer.status) {
    case 'executed':
      return { is: 'done', fact: answer.railReference };
    case 'declined':
      return { is: 'refused', problem: { code: 'rail-declined', detail: answer.reason } };
    case 'pending':
      return { is: 'waiting' };
  }
}

async function answered(work: () => Promise<Observation>): Promise<Observation> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RailUnreachable) return { is: 'unknown', reason: error.message };
    throw error;
  }
}
