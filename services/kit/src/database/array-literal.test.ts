import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { arrayLiteral } from './array-literal.js';
import { openEmbedded } from './embedded-database.js';

const database = await openEmbedded();
afterAll(() => database.close());

it('reads back as what it was, whatever the text', async () => {
  const awkward = ['', 'NULL', 'null', ' ', '{}', '"', '\\', '\\"', 'a,b', '\n', "'", 'ÿ', '😀', '{"a": "b\\"c"}'];
  const text = fc.oneof(
    fc.constantFrom(...awkward),
    fc.string({ unit: 'grapheme' }).map((any) => any.replaceAll('\0', '')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), async (texts) => {
      const [row] = await database.query<{ texts: unknown }>('SELECT ($1::text)::text[] AS texts', [
        arrayLiteral(texts) ?? 'none',
      ]);
      expect(row?.texts).toEqual(texts);
    }),
    { numRuns: 300 },
  );
});

it('writes numbers, truth and moments, and leaves the rest to the driver', () => {
  expect(arrayLiteral([1, -2n, true, null])).toBe('{1,-2,true,NULL}');
  expect(arrayLiteral([])).toBe('{}');
  expect(arrayLiteral([new Date(0)])).toBe('{1970-01-01T00:00:00.000Z}');
  expect(arrayLiteral([new Uint8Array(2)])).toBeUndefined();
  expect(arrayLiteral([[1], [2]])).toBeUndefined();
});
