import { z } from 'zod';
import { isoDate } from '../../services/definition/source/scalars.js';
import { CATEGORIES, PROVIDERS } from './categories.js';

const amount = z.number().min(0);
const range = z
  .strictObject({ low: amount, expected: amount, high: amount })
  .refine(({ low, expected, high }) => low <= expected && expected <= high, { error: 'low ≤ expected ≤ high' });
const part = range.refine(({ high }) => high <= 1, { error: 'a part of at most 1' });
const region = z.string().regex(/^[a-z]+-[a-z]+-?\d$/);
const sentence = z.string().min(20);

const source = z.strictObject({ page: z.url({ protocol: /^https$/ }), date: isoDate });

/**
 * `confirmed`: found again in stored copies of the provider's page or in several public price tables on the source's date.
 * `recalled`: the provider's public list price as generally known; the page was not read on that date.
 * `estimate`: not published, in tiers, or by contract; only a range is honest.
 */
const listPrice = z.strictObject({
  unit: z.string().min(2),
  source: z.string(),
  confidence: z.enum(['confirmed', 'recalled']),
  regions: z.record(region, amount).or(z.strictObject({ everywhere: amount })),
});
const estimatedPrice = z.strictObject({
  unit: z.string().min(2),
  source: z.string(),
  confidence: z.literal('estimate'),
  reasoning: sentence,
  regions: z.record(region, range).or(z.strictObject({ everywhere: range })),
});

/** scripts/cost/prices/<provider>.yaml: what a provider asks for, where that is written, and as of when. */
export const priceFileSchema = z
  .strictObject({
    provider: z.enum(PROVIDERS),
    currency: z.literal('USD'),
    sources: z.record(z.string(), source),
    prices: z.record(z.string(), z.discriminatedUnion('confidence', [listPrice, estimatedPrice])),
  })
  .superRefine(({ sources, prices }, context) => {
    for (const [id, price] of Object.entries(prices)) {
      if (Object.hasOwn(sources, price.source)) continue;
      context.addIssue({ code: 'custom', path: ['prices', id, 'source'], message: `no source "${price.source}"` });
    }
  });

const assumption = z.strictObject({ unit: z.string().min(2), ...rangeShape(), reasoning: sentence });

/** scripts/cost/usage.yaml: how much is used of what is paid by use. */
export const usageFileSchema = z.strictObject({
  assumptions: z.record(z.string(), assumption),
  buckets: z
    .array(z.strictObject({ purpose: z.string(), match: z.string(), gigabytes: range, reasoning: sentence }))
    .min(1)
    .describe('the first whose pattern the name of a bucket matches'),
});

const lever = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z
    .enum(['available', 'in-place', 'refused'])
    .describe('only available ones lower the estimate; what is in place is in the list price already'),
  appliesTo: z.strictObject({ categories: z.array(z.enum(CATEGORIES)), providers: z.array(z.enum(PROVIDERS)) }),
  coverage: part.describe('part of the cost that it can reach'),
  rate: part.describe('what it saves of that part'),
  reasoning: sentence,
  ...source.shape,
});

/** scripts/cost/levers.yaml: what lowers the bill, in the order in which it is applied, and what stays out of the estimate. */
export const leversFileSchema = z.strictObject({
  caseStudy: z.strictObject({ environment: z.string(), beforeUsd: amount, afterUsd: amount }),
  levers: z.array(lever),
  leftOut: z.array(z.strictObject({ item: z.string(), reason: sentence })),
});

/** scripts/cost/unbilled.yaml: resource types without a price of their own, each with the reason. */
export const unbilledFileSchema = z.strictObject({
  free: z
    .record(z.string(), z.array(z.string()))
    .describe('reason → types that cost nothing, or that something else pays for'),
  unpriced: z
    .record(z.string(), z.array(z.string()))
    .describe('reason → types that cost something nobody can tell here'),
});

function rangeShape() {
  return { low: amount, expected: amount, high: amount };
}

export type PriceFile = z.infer<typeof priceFileSchema>;
export type Price = PriceFile['prices'][string];
export type UsageFile = z.infer<typeof usageFileSchema>;
export type Lever = z.infer<typeof lever>;
export type LeversFile = z.infer<typeof leversFileSchema>;
export type UnbilledFile = z.infer<typeof unbilledFileSchema>;
