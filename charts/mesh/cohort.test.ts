import { expect, it } from 'vitest';
import { cohortPattern } from './cohort.js';

const cohorts = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, '0'));

it.each(Array.from({ length: 100 }, (_, index) => index + 1))(
  '%i percent are exactly the cohorts below it',
  (percent) => {
    const pattern = new RegExp(`^(${cohortPattern(percent)})$`);
    expect(cohorts.filter((cohort) => pattern.test(cohort))).toEqual(cohorts.slice(0, percent));
  },
);

it.each([0, 101, 2.5])('refuses %d', (percent) => {
  expect(() => cohortPattern(percent)).toThrow(RangeError);
});
