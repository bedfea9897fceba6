import { describe, expect, it } from 'vitest';
import { currencyDigits } from './currency-digits.js';

describe('currencyDigits', () => {
  it.each([
    ['JPY', 0],
    ['EUR', 2],
    ['KWD', 3],
    ['CLF', 4],
    ['XAF', 0],
    ['USD', 2],
  ])('%s has %i', (code, digits) => {
    expect(currencyDigits(code)).toBe(digits);
  });

  it.each(['XXX', 'XTS', 'XAU', 'XDR', 'ABC', 'eur', '', '__proto__'])('does not know %j', (code) => {
    expect(currencyDigits(code)).toBeUndefined();
  });
});
