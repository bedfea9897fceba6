/**
 * How many requests a canary must see before its error rate says anything.
 *
 * An objective's page-level error rate is 14.4 × its error budget (the fast burn rate of the SRE workbook, chapter 5).
 */
export const PAGE_BURN_RATE = 14.4;

const CONFIDENCE = 0.95;

/** Requests needed to see at least one error with 95 % probability at the page-level rate; `target` in percent. 99.99 → 2079. */
export function samplesToNotice(target: number): number {
  const pageErrorRate = PAGE_BURN_RATE * (1 - target / 100);
  if (pageErrorRate >= 1) return Number.POSITIVE_INFINITY;
  return Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(1 - pageErrorRate));
}

/** What decides how many requests reach a canary step in one location. */
export interface CanaryTraffic {
  /** Peak of the jurisdiction, transactions a second. */
  readonly transactionsPerSecond: number;
  /** Ordinary load as a part of the peak. */
  readonly typicalLoad: number;
  /** The location's part of the jurisdiction's load. */
  readonly share: number;
  readonly requestsPerTransaction: number;
}

/** Requests a step sees while it is held; weight in percent. */
export function stepSamples(traffic: CanaryTraffic, weight: number, holdSeconds: number): number {
  const requestsPerSecond =
    traffic.transactionsPerSecond * traffic.typicalLoad * traffic.share * traffic.requestsPerTransaction;
  return Math.round(requestsPerSecond * (weight / 100) * holdSeconds);
}

/** True when every held step sees at least `minSamples` requests. */
export function trafficReaches(
  traffic: CanaryTraffic,
  steps: readonly { readonly weight: number; readonly holdSeconds: number }[],
  minSamples: number,
): boolean {
  return steps
    .filter((step) => step.holdSeconds > 0)
    .every((step) => stepSamples(traffic, step.weight, step.holdSeconds) >= minSamples);
}
