/** An amount that is not known exactly: what is expected, and between which bounds it lies. */
export interface Range {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export const ZERO: Range = { low: 0, expected: 0, high: 0 };

/** An amount that is known. */
export const exactly = (amount: number): Range => ({ low: amount, expected: amount, high: amount });

/** Low with low and high with high: the bounds are those of everything going well and everything going badly. */
export function sum(ranges: Iterable<Range>): Range {
  let total = ZERO;
  for (const { low, expected, high } of ranges) {
    total = { low: total.low + low, expected: total.expected + expected, high: total.high + high };
  }
  return total;
}

/** The product of amounts, none of which is negative. */
export function product(...factors: readonly (Range | number)[]): Range {
  let result = exactly(1);
  for (const factor of factors) {
    const { low, expected, high } = typeof factor === 'number' ? exactly(factor) : factor;
    result = { low: result.low * low, expected: result.expected * expected, high: result.high * high };
  }
  return result;
}

/** Applies a function that grows with its argument to each bound. */
export const mapRange = ({ low, expected, high }: Range, apply: (amount: number) => number): Range => ({
  low: apply(low),
  expected: apply(expected),
  high: apply(high),
});

/** What is left of an amount after a part (0 to 1) of it is saved: the least is left where the most is saved. */
export const remaining = (amount: Range, saved: Range): Range => ({
  low: amount.low * (1 - saved.high),
  expected: amount.expected * (1 - saved.expected),
  high: amount.high * (1 - saved.low),
});

export const isZero = ({ low, expected, high }: Range): boolean => low === 0 && expected === 0 && high === 0;
