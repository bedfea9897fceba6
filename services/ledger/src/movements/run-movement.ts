import { isFinal, type Movement } from './movement.js';
import type { MovementParts } from './movement-parts.js';
import { claimMovement, Fenced, STEP, writeChange, type ClaimedMovement, type DueMovement } from './movement-store.js';
import { performStep } from './perform-step.js';
import { type Observation, transition } from './transition.js';

/** How long a runner has a movement in hand: more than the longest answer of the journal and a rail together. */
export const LEASE_MS = 60_000;

/** Takes a due movement as far as it goes now: step by step until it waits, rests or is in newer hands. */
export async function runMovement(parts: MovementParts, due: DueMovement): Promise<void> {
  let next: DueMovement | undefined = due;
  while (next !== undefined) next = await runStep(parts, next);
}

/** One step: claim, perform, write. Dying between any two of them costs time, nothing else. */
async function runStep(parts: MovementParts, due: DueMovement): Promise<DueMovement | undefined> {
  if (parts.lease.currentEpoch() === undefined) return undefined;
  const takenAtMs = parts.clock.monotonicMs();
  const claimed = await claimMovement(parts.database, due, LEASE_MS);
  if (claimed === undefined) return undefined;
  const { movement, late } = claimed;
  // A process that stood still for longer than its leases must not touch the world.
  if (parts.clock.monotonicMs() - takenAtMs >= LEASE_MS || parts.lease.currentEpoch() === undefined) return undefined;
  const change = transition(movement, await observe(parts, claimed), late, parts.limits);
  try {
    await parts.database.transaction((sql) => writeChange(sql, movement, change, STEP));
  } catch (error) {
    if (error instanceof Fenced) return undefined;
    throw error;
  }
  if (change.state === 'parked')
    parts.logger.error({ movementId: movement.movementId, problem: change.problem }, 'movement parked');
  return change.dueInMs === 0
    ? { book_id: movement.bookId, movement_id: movement.movementId, fence: movement.fence }
    : undefined;
}

/** A step that fails in a way nobody foresaw may have been done or not: its outcome is unknown. */
async function observe(parts: MovementParts, { movement, late }: ClaimedMovement): Promise<Observation> {
  const { movementId, state } = movement;
  if (isFinal(state) || state === 'parked') throw new RangeError(`movement ${movementId} rests`);
  try {
    return await performStep(parts, movement, state, late);
  } catch (error) {
    parts.logger.warn({ err: error, movementId, state }, 'step of a movement failed');
    return { is: 'unknown', reason: error instanceof Error ? error.message : 'unforeseen failure' };
  }
}

/** What is due of a movement right after it was started or moved on. */
export const dueOf = ({ bookId, movementId, fence }: Movement): DueMovement => ({
  book_id: bookId,
  movement_id: movementId,
  fence,
});
