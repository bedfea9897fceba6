import type { Environment } from '../../services/definition/platform.js';
import type { LeversFile } from './data-schema.js';
import type { ModeEstimate } from './estimate-mode.js';
import type { Range } from './range.js';

/** How an estimate stands to a sum of money. */
export interface Verdict {
  readonly name: string;
  readonly limitUsd: number;
  readonly reached:
    'in the whole range' | 'as expected, not at the upper bound' | 'only at the lower bound' | 'nowhere in the range';
}

/** The estimate beside the budget of the environment and, where it is the one that the case study speaks of, beside its figures. */
export interface Comparison {
  readonly savedPart: number;
  readonly caseStudy: LeversFile['caseStudy'] | null;
  readonly verdicts: readonly Verdict[];
}

export function compare(
  { name, budget }: Environment,
  { listUsd, afterLeversUsd }: ModeEstimate,
  caseStudy: LeversFile['caseStudy'],
): Comparison {
  const spokenOf = caseStudy.environment === name ? caseStudy : null;
  const limits = [
    { name: 'budget of the environment', limitUsd: budget.monthlyUsd },
    ...(spokenOf === null ? [] : [{ name: 'case study after savings', limitUsd: spokenOf.afterUsd }]),
  ];
  return {
    savedPart: listUsd.expected === 0 ? 0 : 1 - afterLeversUsd.expected / listUsd.expected,
    caseStudy: spokenOf,
    verdicts: limits.map((limit) => ({ ...limit, reached: reached(afterLeversUsd, limit.limitUsd) })),
  };
}

function reached({ low, expected, high }: Range, limit: number): Verdict['reached'] {
  if (high <= limit) return 'in the whole range';
  if (expected <= limit) return 'as expected, not at the upper bound';
  return low <= limit ? 'only at the lower bound' : 'nowhere in the range';
}
