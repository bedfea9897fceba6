import type { PricingContext } from './pricing-context.js';
import { mapRange, product, type Range } from './range.js';

const DAYS_A_MONTH = 365 / 12;

/** What is kept of a monthly intake: all months that are counted, at most those of the retention. */
export function retainedGigabytes(context: PricingContext, monthly: Range, retentionDays: number | undefined): Range {
  const kept = retentionDays === undefined || retentionDays === 0 ? Infinity : retentionDays / DAYS_A_MONTH;
  return product(
    monthly,
    mapRange(context.usage.of('monthsOfLogsKept'), (months) => Math.min(months, kept)),
  );
}
