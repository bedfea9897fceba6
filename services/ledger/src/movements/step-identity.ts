import { createHash } from 'node:crypto';
import type { IdempotencyClaim } from '../journal/commands.js';
import { bookOf, newId } from '../journal/identifiers.js';
import type { Movement, WorkingState } from './movement.js';

/** The same text, the same UUID-shaped value: for keys, references and ids of events. */
export function derivedUuid(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * An identifier of a book that follows from what it is for: whoever repeats the work makes the same record, and the primary
 * key refuses the second one even when the idempotency key was forgotten long ago.
 */
export function derivedId(bookId: number, at: Date, ...parts: readonly (string | number)[]): string {
  const placed = newId(bookId, { now: () => at });
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  // Time, version and the book stay: 48 + 4 + 12 bits, variant and 12 bits. The two bits after them and the last 48 are the hash's.
  const mixed = (Number.parseInt(placed.slice(22, 23), 16) & 0b1100) | (Number.parseInt(hex.slice(0, 1), 16) & 0b0011);
  return `${placed.slice(0, 22)}${mixed.toString(16)}-${hex.slice(1, 13)}`;
}

type StepOf = Pick<Movement, 'movementId' | 'createdAt'>;

/** Id of the transfer that a step makes in a book. */
export const stepTransferId = (
  { movementId, createdAt }: StepOf,
  step: WorkingState | 'credit',
  round: number,
  bookId: number,
): string => derivedId(bookId, createdAt, movementId, step, round);

/** Under which the journal executes a step once. */
export const stepClaim = (movementId: string, step: WorkingState | 'credit', round: number): IdempotencyClaim => ({
  key: derivedUuid('movement-step', movementId, step, round),
  bodyHash: derivedUuid('movement-step-body', movementId, step, round),
});

/** Our reference of a rail's instruction. */
export const stepReference = (movementId: string, step: WorkingState, round: number): string =>
  derivedUuid('movement-instruction', movementId, step, round);

/** The book that an id carries. */
export function bookIn(id: string): number {
  const bookId = bookOf(id);
  if (bookId === undefined) throw new RangeError(`${id} names no book`);
  return bookId;
}
