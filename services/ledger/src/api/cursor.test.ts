import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCursors } from './cursor.js';

const cursors = createCursors(Buffer.alloc(32, 7));

describe('cursors', () => {
  it('come back as what was hidden in them', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, unit: 'grapheme' }), (list, after) => {
        expect(cursors.decode(list, cursors.encode(list, after))).toBe(after);
      }),
    );
  });

  it('belong to one list', () => {
    expect(() => cursors.decode('entries b', cursors.encode('entries a', '41'))).toThrow(/cursor-invalid/);
  });

  it('belong to one key', () => {
    const other = createCursors(Buffer.alloc(32, 8));
    expect(() => other.decode('entries a', cursors.encode('entries a', '41'))).toThrow(/cursor-invalid/);
  });

  it('notice every changed character', () => {
    const genuine = cursors.encode('entries a', '1234567890');
    for (let index = 0; index < genuine.length; index += 1) {
      const changed = genuine.slice(0, index) + (genuine[index] === 'A' ? 'B' : 'A') + genuine.slice(index + 1);
      expect(() => cursors.decode('entries a', changed), changed).toThrow(/cursor-invalid/);
    }
  });

  it.each(['', 'x', '=', 'AAAAAAAAAAAAAAAAAAAAAA', 'A'.repeat(2000), "' OR 1=1 --", `${cursors.encode('l', '1')}=`])(
    'refuse %j',
    (text) => {
      expect(() => cursors.decode('l', text)).toThrow(/cursor-invalid/);
    },
  );
});
