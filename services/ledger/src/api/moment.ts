import type { Clock } from '../../../kit/src/clock/clock.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';

/** A validated RFC 3339 time; finer than a millisecond is cut off. */
export const readMoment = (text: string): Date => new Date(text);

/**
 * A moment whose history is complete.
 *
 * @throws Problem `moment-not-past`
 */
export function pastMoment(text: string, clock: Clock): Date {
  const moment = readMoment(text);
  if (moment.getTime() <= clock.now().getTime()) return moment;
  throw new Problem(ledgerProblem('moment-not-past'), 'Ask for a moment that has passed, or for the present.');
}
