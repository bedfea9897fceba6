import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../kit/src/clock/clock.js';

/** Largest number of a book: 24 bits of an identifier. */
export const MAX_BOOK_ID = 0xff_ffff;

/**
 * A UUID of version 8 (RFC 9562) that says which book it belongs to, so that a request finds its shard and its home without a lookup:
 * 48 bits of Unix milliseconds, version, the upper 12 bits of the book, variant, its lower 12 bits, 50 random bits.
 */
export function newId(bookId: number, clock: Pick<Clock, 'now'>): string {
  if (!Number.isInteger(bookId) || bookId < 1 || bookId > MAX_BOOK_ID)
    throw new RangeError(`${bookId} is not a book number between 1 and ${MAX_BOOK_ID}`);
  const bytes = randomBytes(16);
  bytes.writeUIntBE(clock.now().getTime(), 0, 6);
  bytes.writeUInt16BE(0x8000 | (bookId >>> 12), 6);
  const low = bookId & 0xfff;
  // Two bits of variant, twelve of the book, two that stay random.
  bytes.writeUInt16BE(0x8000 | (low << 2) | (bytes.readUInt16BE(8) & 0b11), 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const VERSION_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The book that an identifier names; undefined when it is not one of this ledger's. */
export function bookOf(id: string): number | undefined {
  if (!VERSION_8.test(id)) return undefined;
  const high = Number.parseInt(id.slice(15, 18), 16);
  const low = (Number.parseInt(id.slice(19, 23), 16) >>> 2) & 0xfff;
  const bookId = (high << 12) | low;
  return bookId === 0 ? undefined : bookId;
}

/** Whether an identifier may belong to a book. */
export const isOf = (id: string, bookId: number): boolean => (bookOf(id) ?? bookId) === bookId;
