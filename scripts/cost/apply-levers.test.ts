import { describe, expect, it } from 'vitest';
import { applyLevers } from './apply-levers.js';
import type { Category, Provider } from './categories.js';
import type { Lever } from './data-schema.js';
import type { CostLine } from './pricing-context.js';
import { exactly, type Range } from './range.js';
import { data } from './testing/fixtures.js';

const line = (category: Category, provider: Provider, monthlyUsd: Range): CostLine => ({
  category,
  provider,
  monthlyUsd,
  item: 'it',
  unit: 'month',
  price: 'aws/it',
  quantity: exactly(1),
  unitPriceUsd: monthlyUsd,
});
const lever = (id: string, saves: Partial<Lever>): Lever => ({
  id,
  title: id,
  status: 'available',
  reasoning: 'a reason that is long enough',
  page: 'https://aws.amazon.com/',
  date: '2026-11-23',
  appliesTo: { categories: ['compute'], providers: ['aws'] },
  coverage: { low: 0.5, expected: 0.5, high: 1 },
  rate: { low: 0.2, expected: 0.4, high: 0.5 },
  ...saves,
});

describe('levers', () => {
  it('work on what the earlier ones left, and only where they apply', () => {
    const lines = [
      line('compute', 'aws', exactly(1000)),
      line('compute', 'gcp', exactly(100)),
      line('data', 'aws', exactly(10)),
    ];
    const { levers, afterUsd } = applyLevers(lines, [lever('first', {}), lever('second', {})]);
    // 1,000 × (1 − 0.5 × 0.4) = 800, then 640.
    expect(levers.map(({ baseUsd, savedUsd }) => [baseUsd.expected, savedUsd])).toEqual([
      [1000, expect.closeTo(200, 9)],
      [expect.closeTo(800, 9), expect.closeTo(160, 9)],
    ]);
    expect(afterUsd.expected).toBeCloseTo(640 + 100 + 10, 9);
    // The least is left where the most is saved: 1,000 × 0.5 × 0.5 and 1,000 × 0.9 × 0.9.
    expect(afterUsd.low).toBeCloseTo(250 + 110, 9);
    expect(afterUsd.high).toBeCloseTo(810 + 110, 9);
  });

  it.each(['in-place', 'refused'] as const)('that are %s save nothing', (status) => {
    const { levers, afterUsd } = applyLevers([line('compute', 'aws', exactly(1000))], [lever('it', { status })]);
    expect(levers[0]?.savedUsd).toBe(0);
    expect(afterUsd).toEqual(exactly(1000));
  });

  it('of the repository have ids of their own and never save everything', () => {
    const { levers } = data.levers;
    expect(new Set(levers.map(({ id }) => id)).size).toBe(levers.length);
    for (const { id, coverage, rate } of levers) expect(coverage.high * rate.high, id).toBeLessThan(0.8);
  });
});
