import { incomparable, type Schema } from './schema-dialect.js';
import { differences, type Difference } from './schema-inclusion.js';

/** What a schema registry promises: BACKWARD: new readers understand old events; FORWARD: old readers new ones; FULL: both. */
export type Compatibility = 'BACKWARD' | 'FORWARD' | 'FULL';

/** Why a new version of a schema may not replace an old one. */
export interface Incompatibility extends Difference {
  /** `undecided`: a keyword is in use whose meaning cannot be compared. That is refused, too. */
  readonly kind: 'backward' | 'forward' | 'undecided';
}

/**
 * What breaks a promise when `newer` replaces `older`; nothing proves that the promise is kept. What cannot be decided
 * (references, conditions, unknown keywords) is refused.
 */
export function incompatibilities(older: Schema, newer: Schema, promise: Compatibility): Incompatibility[] {
  const undecided = [...incomparable(older, 'older'), ...incomparable(newer, 'newer')];
  if (undecided.length > 0) {
    return undecided.map((path) => ({ kind: 'undecided', path, reason: 'cannot be compared' }));
  }
  const backward = promise === 'FORWARD' ? [] : differences(older, newer);
  const forward = promise === 'BACKWARD' ? [] : differences(newer, older);
  return [
    ...backward.map((difference) => ({ kind: 'backward' as const, ...difference })),
    ...forward.map((difference) => ({ kind: 'forward' as const, ...difference })),
  ];
}
