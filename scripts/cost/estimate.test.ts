import { describe, expect, it } from 'vitest';
import type { Json } from '../../policies/engine/json.js';
import type { Platform } from '../../services/definition/platform.js';
import { platforms, synthesizedTexts } from '../../stacks/testing/synthesized-stacks.js';
import { colorsFor } from '../cli/colors.js';
import { compare } from './compare.js';
import { estimate } from './estimate.js';
import { estimateMode, unbilledReason } from './estimate-mode.js';
import { NORMAL } from './modes.js';
import { PRICERS } from './pricing/pricers.js';
import { exactly, sum } from './range.js';
import { costMarkdown } from './report/cost-markdown.js';
import { costText } from './report/cost-text.js';
import { resourcesOf, type StackResource } from './stack-resources.js';
import { data, production, resource } from './testing/fixtures.js';

const texts = synthesizedTexts(platforms);
const resourcesIn = (platform: Platform): StackResource[] =>
  platform.stacks.flatMap((stack) => resourcesOf(stack, JSON.parse(texts.get(stack.name) ?? '{}') as Json));
const made = estimate(production, resourcesIn(production), data);

describe('an estimate by hand', () => {
  it('adds what its resources cost', () => {
    const nat = resource('aws_nat_gateway', {});
    const cluster = resource('aws_eks_cluster', {});
    const free = resource('aws_iam_role', {});
    const unknown = resource('aws_imaginary_thing', {});
    const stacks = [nat.stack];
    const {
      listUsd,
      unpriced,
      stacks: rows,
    } = estimateMode({ ...production, stacks }, [nat, cluster, free, unknown], NORMAL, data);
    // US peak 700/s × typical 0.35 × share 0.25 × 2,628,000 s = 160,965,000 transactions, each 5 KB out and as much back through
    // one gateway: 1,609.65 GB. Ten requests each with 5 KB of answer: 8,048.25 GB through two load balancers.
    const gateway = 0.045 * 730 + 1609.65 * 0.045;
    const controlPlane = 0.1 * 730 + 2 * 0.0225 * 730 + 8048.25 * 0.006;
    expect(listUsd.expected).toBeCloseTo(gateway + controlPlane, 4);
    expect(rows).toEqual([{ stack: nat.stack.name, layer: nat.stack.layer, monthlyUsd: listUsd }]);
    expect(unpriced).toEqual([{ type: 'aws_imaginary_thing', reason: 'no table of scripts/cost knows this type' }]);
  });
});

describe('the synthesized outputs', () => {
  it.each(platforms.map((platform) => [platform.environment.name, platform] as const))(
    'of %s hold only types that are priced, free or unpriced with a reason',
    (_name, platform) => {
      const types = [...new Set(resourcesIn(platform).map(({ type }) => type))];
      const { free, unpriced } = data.unbilled;
      expect(
        types.filter(
          (type) => PRICERS[type] === undefined && unbilledReason(type, { ...free, ...unpriced }) === undefined,
        ),
      ).toEqual([]);
    },
  );

  it('of production have a price wherever a pricing function exists', () => {
    const priced = made.unpriced.filter(({ type }) => PRICERS[type] !== undefined);
    expect(priced).toEqual([]);
  });
});

describe('the estimate of production', () => {
  it('is a range whose parts add up', () => {
    const { normal } = made;
    expect(normal.listUsd.low).toBeLessThan(normal.listUsd.expected);
    expect(normal.listUsd.expected).toBeLessThan(normal.listUsd.high);
    expect(sum(normal.stacks.map(({ monthlyUsd }) => monthlyUsd)).expected).toBeCloseTo(normal.listUsd.expected, 4);
    expect(sum(normal.categories.map(({ monthlyUsd }) => monthlyUsd)).high).toBeCloseTo(normal.listUsd.high, 4);
    const saved = normal.levers.reduce((total, { savedUsd }) => total + savedUsd, 0);
    expect(normal.listUsd.expected - saved).toBeCloseTo(normal.afterLeversUsd.expected, 4);
  });

  it('has a line for what the clouds send each other, which ends with one of them', () => {
    expect(made.normal.crossCloudEgressUsd.expected).toBeGreaterThan(0);
    expect(made.survivors.map(({ mode, crossCloudEgressUsd }) => [mode, crossCloudEgressUsd])).toEqual([
      ['without aws', exactly(0)],
      ['without gcp', exactly(0)],
    ]);
  });

  it('has no charge of the lost cloud, and more nodes in what is left', () => {
    const withoutAws = made.survivors.find(({ lost }) => lost === 'aws');
    expect(withoutAws?.resources.filter(({ address }) => address.startsWith('aws_'))).toEqual([]);
    const nodes = (mode: typeof made.normal | undefined, name: string): number | undefined =>
      mode?.nodes.find(({ location }) => location === name)?.nodes.expected;
    expect(nodes(withoutAws, 'usc1')).toBeGreaterThan(nodes(made.normal, 'usc1') ?? Infinity);
    expect(nodes(withoutAws, 'use1')).toBeUndefined();
    const left = new Set(withoutAws?.resources.map(({ stack, address }) => `${stack} ${address}`));
    const gone = made.normal.resources.filter(({ stack, address }) => !left.has(`${stack} ${address}`));
    const costs = sum(gone.flatMap(({ lines }) => lines.map(({ monthlyUsd }) => monthlyUsd)));
    expect(withoutAws?.lostCloudUsd.expected).toBeCloseTo(costs.expected, 4);
  });

  it('names pages and dates of the prices it used, and is the same when it is made again', () => {
    expect(made.sources.length).toBeGreaterThan(10);
    expect(costMarkdown(estimate(production, resourcesIn(production), data), data)).toBe(costMarkdown(made, data));
  });

  it('shows each table in both reports', () => {
    const text = costText(made, 'dist/cost/production.md', colorsFor({}, {})).join('\n');
    for (const words of [
      'of it egress between the clouds',
      'without gcp',
      '210,000',
      '126,000',
      'refused',
      'Left out',
    ]) {
      expect(text).toContain(words);
      expect(costMarkdown(made, data)).toContain(words);
    }
  });
});

describe('the environment on this machine', () => {
  it('costs nothing', () => {
    const local = platforms.find(({ environment }) => environment.name === 'local')!;
    const free = estimate(local, resourcesIn(local), data);
    expect(free.normal.listUsd).toEqual(exactly(0));
    expect(costText(free, 'x', colorsFor({}, {}))[0]).toContain('nothing that is billed');
  });
});

describe('the comparison', () => {
  const judged = (low: number, expected: number, high: number) =>
    compare(
      production.environment,
      { ...made.normal, listUsd: exactly(200_000), afterLeversUsd: { low, expected, high } },
      data.levers.caseStudy,
    );

  it.each([
    [[1, 2, 126_000], 'in the whole range'],
    [[1, 126_000, 126_001], 'as expected, not at the upper bound'],
    [[126_000, 126_001, 126_002], 'only at the lower bound'],
    [[126_001, 126_002, 126_003], 'nowhere in the range'],
  ] as const)('of %j with 126,000 says %s', ([low, expected, high], reached) => {
    expect(judged(low, expected, high).verdicts.map((verdict) => verdict.reached)).toEqual([reached, reached]);
  });

  it('speaks of the case study only where it is meant', () => {
    const staging = { ...production.environment, name: 'staging' as const };
    expect(compare(staging, made.normal, data.levers.caseStudy).caseStudy).toBeNull();
    expect(judged(1, 100_000, 2).savedPart).toBeCloseTo(0.5, 9);
  });
});
