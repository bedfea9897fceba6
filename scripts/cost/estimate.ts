import type { Platform } from '../../services/definition/platform.js';
import { compare, type Comparison } from './compare.js';
import { estimateMode, isBilled, unpricedCounts, type ModeEstimate } from './estimate-mode.js';
import type { CostData } from './load-data.js';
import { NORMAL, survivorModes } from './modes.js';
import { PriceBook, type UsedSource } from './price-book.js';
import type { Provider } from './categories.js';
import type { Range } from './range.js';
import type { StackResource } from './stack-resources.js';

/** A month without a cloud, beside what that cloud costs in normal operation. */
export interface SurvivorEstimate extends ModeEstimate {
  readonly lostCloudUsd: Range;
}

/** What an environment costs in a month: in normal operation and with each cloud lost, with everything the figures stand on. */
export interface Estimate {
  readonly environment: string;
  readonly currency: 'USD';
  readonly normal: ModeEstimate;
  readonly survivors: readonly SurvivorEstimate[];
  readonly comparison: Comparison;
  readonly unpriced: ReturnType<typeof unpricedCounts>;
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
  readonly sources: readonly UsedSource[];
}

/** Estimates an environment from its synthesized resources. */
export function estimate(platform: Platform, resources: readonly StackResource[], data: CostData): Estimate {
  const normal = estimateMode(platform, resources, NORMAL, data);
  const survivors = survivorModes(platform).map((mode) => ({
    ...estimateMode(platform, resources, mode, data),
    lostCloudUsd: estimateMode(
      platform,
      resources.filter((resource) => !isBilled(platform, resource, mode)),
      NORMAL,
      data,
    ).listUsd,
  }));
  return {
    environment: platform.environment.name,
    currency: 'USD',
    normal,
    survivors,
    comparison: compare(platform.environment, normal, data.levers.caseStudy),
    unpriced: unpricedCounts(normal.unpriced),
    leftOut: data.levers.leftOut,
    sources: usedSources([normal, ...survivors], data),
  };
}

/** The pages behind the prices that were used, each once. */
function usedSources(modes: readonly ModeEstimate[], data: CostData): UsedSource[] {
  const book = new PriceBook(data.prices);
  const used = new Set(
    modes.flatMap(({ resources }) => resources.flatMap(({ lines }) => lines.map(({ price }) => price))),
  );
  const sources = new Map<string, UsedSource>();
  for (const price of [...used].sort()) {
    const [provider = '', ...id] = price.split('/');
    const source = book.source(provider as Provider, id.join('/'));
    sources.set(source.page, source);
  }
  return [...sources.values()];
}
