import { Problem } from '../../../kit/src/problems/problem.js';
import type { BookPosition } from '../journal/commands.js';
import { ledgerProblem } from '../problems.js';

/** Answers say where their book stands, requests say how much of it the answer must contain. */
export const POSITION_HEADER = 'ledger-position';
export const MIN_POSITION_HEADER = 'ledger-min-position';
/** Which side answered a read: `read-model` or `journal`. */
export const SOURCE_HEADER = 'ledger-source';

export const formatPosition = ({ bookId, sequence }: BookPosition): string => `${bookId}:${sequence}`;

/**
 * Reads a position such as `7:1234`.
 *
 * @throws Problem `position-invalid`
 */
export function parsePosition(text: string): BookPosition {
  const match = /^([1-9]\d{0,7}):(0|[1-9]\d{0,17})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Problem(ledgerProblem('position-invalid'), 'Send back the header Ledger-Position as it came.');
  }
  return { bookId: Number(match[1]), sequence: BigInt(match[2]) };
}
