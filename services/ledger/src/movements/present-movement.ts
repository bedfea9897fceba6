import { presentAmount } from '../api/present-amount.js';
import type { MovementHistoryView, MovementView, OperatedMovement } from '../api/schemas/movement-schemas.js';
import { type Movement, visibleState } from './movement.js';
import type { MovementAction } from './movement-reads.js';

/** A movement as its caller sees it. */
export const presentMovement = (movement: Movement): MovementView => ({
  ...{ movementId: movement.movementId, kind: movement.kind, state: visibleState(movement) },
  ...{ amount: presentAmount(movement.amount), currency: movement.currency },
  ...(movement.problem === null ? {} : { problem: movement.problem }),
  createdAt: movement.createdAt.toISOString(),
  updatedAt: movement.updatedAt.toISOString(),
});

/** A movement with all of its facts but the instrument, for people on call. */
export const presentOperated = (movement: Movement): OperatedMovement => {
  const { accounts, attempts, facts, requestedBy, state, parkedFrom, rail, peerHome, dueAt } = movement;
  return {
    ...presentMovement(movement),
    ...{ state, accounts, attempts, facts, requestedBy, deadlineAt: movement.deadlineAt.toISOString() },
    ...(parkedFrom === null ? {} : { parkedFrom }),
    ...(rail === null ? {} : { rail }),
    ...(peerHome === null ? {} : { peerHome }),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
  };
};

/** What was done to a movement, as people on call see it. */
export const presentActions = (actions: readonly MovementAction[]): MovementHistoryView['actions'] =>
  actions.map(({ actor, action, fromState, toState, note, problem, actedAt }) => ({
    ...{ actor, action, toState, actedAt: actedAt.toISOString() },
    ...(fromState === null ? {} : { fromState }),
    ...(note === null ? {} : { note }),
    ...(problem === null ? {} : { problem }),
  }));
