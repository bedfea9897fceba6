import { describe, expect, it } from 'vitest';
import { logRetentionDays } from './log-retention.js';

describe('logRetentionDays', () => {
  it.each([
    [1, 1],
    [90, 90],
    [91, 120],
    [365, 365],
    [5 * 365, 1827],
    [7 * 365, 2557],
    [3653, 3653],
    [3654, 0],
  ])('keeps logs of at least %i days for %i', (minimum, accepted) => {
    expect(logRetentionDays(minimum)).toBe(accepted);
  });
});
