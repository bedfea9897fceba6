import type { Role } from '../lifecycle/role.js';
import type { Logger } from '../logging/logger.js';
import { repeat } from './repeat.js';

/** Work on many things of a kind, each of which wants a look now and then. */
export interface TurnOptions<T> {
  readonly name: string;
  /** Asked at the start of each round. */
  readonly items: () => Promise<readonly T[]>;
  /** Resolves to what is left of the item to do at once, or undefined. */
  readonly visit: (item: T) => Promise<T | undefined>;
  /** Length of a round in which there is nothing to do. */
  readonly roundMs: number;
  readonly logger: Logger;
}

/**
 * Visits one item after the other, spread over the round: all of them in one go would keep whoever shares the process waiting. An item
 * that fails has its next turn in the next round.
 */
export function takeTurns<T>({ name, items, visit, roundMs, logger }: TurnOptions<T>): Role {
  let waiting: T[] = [];
  let pauseMs = roundMs;
  const work = async (): Promise<boolean> => {
    if (waiting.length === 0) {
      waiting = [...(await items())];
      pauseMs = roundMs / Math.max(1, waiting.length);
    }
    const item = waiting.shift();
    const left = item === undefined ? undefined : await visit(item);
    if (left === undefined) return false;
    waiting.unshift(left);
    return true;
  };
  return repeat({ name, logger, work, idleMs: () => pauseMs });
}
