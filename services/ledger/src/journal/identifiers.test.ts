import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BOOK_ID, bookOf, newId } from './identifiers.js';

const at = (ms: number) => ({ now: () => new Date(ms) });

describe('identifiers', () => {
  it('carry their book and their time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_BOOK_ID }), fc.integer({ min: 0, max: 2 ** 48 - 1 }), (book, ms) => {
        const id = newId(book, at(ms));
        expect(bookOf(id)).toBe(book);
        expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
      }),
    );
  });

  it('differ within one millisecond and sort by time', () => {
    const ids = Array.from({ length: 10_000 }, () => newId(7, at(1)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(newId(7, at(1)) < newId(7, at(2))).toBe(true);
  });

  it('refuse what is no book and know what is none of theirs', () => {
    for (const book of [0, -1, 1.5, MAX_BOOK_ID + 1, Number.NaN]) expect(() => newId(book, at(1))).toThrow(RangeError);
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000', '00000000-0000-8000-8000-000000000000'])
      expect(bookOf(id)).toBeUndefined();
  });
});
