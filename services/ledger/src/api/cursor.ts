import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';

const SEAL_BYTES = 16;
const LONGEST_CURSOR = 512;

/**
 * Opaque places in lists. A cursor is sealed for one list, such as the entries of one account, so that nobody can make one up, read
 * meaning into it or carry it to another list.
 */
export interface Cursors {
  readonly encode: (list: string, after: string) => string;
  /** @throws Problem `cursor-invalid` */
  readonly decode: (list: string, cursor: string) => string;
}

/** @param key at least 32 bytes, shared by the pods of a location; changing it ends running iterations */
export function createCursors(key: Uint8Array): Cursors {
  const seal = (list: string, after: Buffer): Buffer =>
    createHmac('sha256', key).update(`${list.length}:${list}`).update(after).digest().subarray(0, SEAL_BYTES);
  return {
    encode: (list, after) => {
      const place = Buffer.from(after, 'utf8');
      return Buffer.concat([seal(list, place), place]).toString('base64url');
    },
    decode: (list, cursor) => {
      const bytes = cursor.length <= LONGEST_CURSOR ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
      const place = bytes.subarray(SEAL_BYTES);
      // The text must be the one that was handed out: base64url decoders forgive padding, spaces and stray bits.
      const genuine =
        bytes.length > SEAL_BYTES &&
        bytes.toString('base64url') === cursor &&
        timingSafeEqual(bytes.subarray(0, SEAL_BYTES), seal(list, place));
      if (!genuine) throw new Problem(ledgerProblem('cursor-invalid'), 'Start again without the parameter "after".');
      return place.toString('utf8');
    },
  };
}
