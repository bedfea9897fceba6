import type { Lever } from './data-schema.js';
import type { CostLine } from './pricing-context.js';
import { product, remaining, sum, type Range } from './range.js';

/** What one lever does to an estimate. */
export interface LeverResult {
  readonly id: string;
  readonly title: string;
  readonly status: Lever['status'];
  /** What it works on: what the earlier levers left of the cost that it applies to. */
  readonly baseUsd: Range;
  readonly savedUsd: number;
}

/**
 * Applies the available levers one after the other, so that none saves what an earlier one saved already.
 *
 * What is left of a cost is `cost × (1 − coverage × rate)`; its low bound takes the lever's high figures and the other way round.
 */
export function applyLevers(
  lines: readonly CostLine[],
  levers: readonly Lever[],
): { readonly levers: readonly LeverResult[]; readonly afterUsd: Range } {
  let left = lines.map(({ category, provider, monthlyUsd }) => ({ category, provider, monthlyUsd }));
  const results = levers.map((lever): LeverResult => {
    const applies = ({ category, provider }: (typeof left)[number]): boolean =>
      lever.appliesTo.categories.includes(category) && lever.appliesTo.providers.includes(provider);
    const before = sum(left.filter(applies).map(({ monthlyUsd }) => monthlyUsd));
    if (lever.status === 'available') {
      const saved = product(lever.coverage, lever.rate);
      left = left.map((part) => (applies(part) ? { ...part, monthlyUsd: remaining(part.monthlyUsd, saved) } : part));
    }
    const after = sum(left.filter(applies).map(({ monthlyUsd }) => monthlyUsd));
    const { id, title, status } = lever;
    return { id, title, status, baseUsd: before, savedUsd: before.expected - after.expected };
  });
  return { levers: results, afterUsd: sum(left.map(({ monthlyUsd }) => monthlyUsd)) };
}
