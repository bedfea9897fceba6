import { describe, expect, it } from 'vitest';
import { formatPosition, parsePosition } from './position.js';

describe('positions', () => {
  it('come back as they were written', () => {
    const position = { bookId: 16_777_215, sequence: 999_999_999_999_999_999n };
    expect(parsePosition(formatPosition(position))).toEqual(position);
  });

  it.each(['', '7', '7:', ':7', '0:1', '07:1', '7:01', '7:-1', '7:1 ', '7:1e3', '7:1234567890123456789', '7:1;drop'])(
    'refuse %j',
    (text) => {
      expect(() => parsePosition(text)).toThrow(/position-invalid/);
    },
  );
});
