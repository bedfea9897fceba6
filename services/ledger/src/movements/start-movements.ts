import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { MovementParts } from './movement-parts.js';
import { dueMovements, type DueMovement } from './movement-store.js';
import { runMovement } from './run-movement.js';

export interface MovementsOptions {
  /** How often due movements are looked for when nobody wakes the runner. */
  readonly pollMs?: number;
  /** Movements in hand at once. */
  readonly atOnce?: number;
}

/** The running orchestrator. Any number may run; each movement is in the hands of one. */
export interface RunningMovements extends Role {
  /** Looks for due movements now, as after a request that started one. */
  readonly wake: () => void;
}

/** Runs movements until stopped: what is in hand is finished, the rest is found by the next one that starts. */
export function startMovements(
  parts: MovementParts,
  { pollMs = 1_000, atOnce = 16 }: MovementsOptions = {},
): RunningMovements {
  const stopping = new AbortController();
  let woken = (): void => undefined;
  const inHand = new Map<string, Promise<void>>();

  const run = async (due: DueMovement): Promise<void> => {
    try {
      await runMovement(parts, due);
    } catch (error) {
      // The lease runs out and someone tries again.
      parts.logger.warn({ err: error, movementId: due.movement_id }, 'movement left for later');
    } finally {
      inHand.delete(due.movement_id);
    }
  };
  const round = async (): Promise<void> => {
    const free = atOnce - inHand.size;
    if (free > 0) {
      const found = await dueMovements(parts.database, free + inHand.size);
      for (const due of found.filter(({ movement_id }) => !inHand.has(movement_id)).slice(0, free)) {
        inHand.set(due.movement_id, run(due));
      }
    }
    if (inHand.size > 0) await Promise.race([...inHand.values(), pause()]);
    else await pause();
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      woken = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        parts.logger.warn({ err: error }, 'movements cannot be read');
        await pause();
      }
    }
    await Promise.allSettled(inHand.values());
  })();

  return {
    name: 'movements',
    wake: () => woken(),
    stop: async () => {
      stopping.abort();
      woken();
      await running;
    },
  };
}
