import { z } from 'zod';

/** Largest id of a book: 24 bits of every account's and transfer's id. */
export const LARGEST_BOOK_ID = 0xff_ff_ff;

/** A UUID of version 8 in lower case, which carries its time and its book. */
export const ledgerId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .meta({ format: 'uuid' });

export const bookId = z.int().min(1).max(LARGEST_BOOK_ID).describe('the set of accounts that are written together');

export const sequence = z.int().min(1).describe('gap-free number of the record in its book');

/** A moment with its offset, RFC 3339. Leap seconds are refused, because no clock here has them. */
export const moment = z.iso.datetime({ offset: true }).describe('RFC 3339, such as 2026-11-23T09:00:00Z');
