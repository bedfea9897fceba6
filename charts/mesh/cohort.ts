/**
 * Matches the cohorts below a percentage. A token carries its user's cohort as two digits, "00" to "99", so 25 becomes
 * `[0-1][0-9]|2[0-4]`: a user stays on the same side for as long as the percentage does not fall.
 */
export function cohortPattern(percent: number): string {
  if (!Number.isInteger(percent) || percent < 1 || percent > 100) throw new RangeError(`${percent} is no percentage`);
  const tens = Math.floor(percent / 10);
  const units = percent % 10;
  const whole = tens === 0 ? [] : [`[0-${tens - 1}][0-9]`];
  const rest = units === 0 ? [] : [`${tens}[0-${units - 1}]`];
  return [...whole, ...rest].join('|');
}
