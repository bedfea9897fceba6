import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import type { Movement, MovementState } from './movement.js';
import type { MovementParts } from './movement-parts.js';
import { ruleOf } from './movement-rules.js';
import { seizeMovement, writeChange } from './movement-store.js';
import type { Change } from './transition.js';

export type OperatorAction = 'retry' | 'compensate' | 'resolve';

/** Who decides, and why. */
export interface OperatorDecision {
  readonly action: OperatorAction;
  readonly operator: string;
  readonly note: string;
}

/**
 * What a person does with a parked movement: try again, give the money back, or declare it settled by hand. It is written down with name
 * and reason in the same transaction.
 *
 * @throws Problem `movement-not-found`, `movement-state-conflict`
 */
export function operateMovement(
  { database, limits }: Pick<MovementParts, 'database' | 'limits'>,
  movementId: string,
  { action, operator, note }: OperatorDecision,
): Promise<void> {
  return database.transaction(async (sql) => {
    const movement = await seizeMovement(sql, movementId);
    if (movement === undefined) throw new Problem(ledgerProblem('movement-not-found'), 'No movement has that id.');
    const deadlineInMs = limits.deadlineMs[movement.kind];
    const state = nextState(movement, action);
    const change: Change = {
      state,
      parkedFrom: null,
      attempts: 0,
      // Of the same step, a refused round stays behind; a round whose outcome is unknown is repeated.
      round: state === movement.parkedFrom ? movement.round : 0,
      facts: movement.facts,
      problem: action === 'resolve' ? movement.problem : null,
      dueInMs: action === 'resolve' ? null : 0,
      deadlineInMs,
      say: null,
    };
    await writeChange(sql, movement, change, { action, actor: `operator:${operator}`, note });
  });
}

function nextState({ kind, state, parkedFrom }: Movement, action: OperatorAction): MovementState {
  if (state !== 'parked' || parkedFrom === null) {
    throw new Problem(
      ledgerProblem('movement-state-conflict'),
      `It is ${state}: people decide only about parked movements.`,
    );
  }
  const rule = ruleOf(kind, parkedFrom);
  if (action === 'resolve') return 'resolved';
  if (action === 'retry') return rule.retry ?? parkedFrom;
  if (rule.compensate !== undefined) return rule.compensate;
  throw new Problem(
    ledgerProblem('movement-state-conflict'),
    `A ${kind} parked while ${parkedFrom} cannot be given back: retry it, or settle it by hand and resolve it.`,
  );
}
