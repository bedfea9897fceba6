import { groupBy } from '../../policies/engine/group-by.js';
import type { Location, Platform } from '../../services/definition/platform.js';
import { CATEGORIES, type Category } from './categories.js';
import type { CostData } from './load-data.js';
import { applyLevers, type LeverResult } from './apply-levers.js';
import type { Mode } from './modes.js';
import { PriceBook } from './price-book.js';
import { PricingContext, type CostLine, type PricingInputs } from './pricing-context.js';
import { PRICERS } from './pricing/pricers.js';
import { sum, type Range } from './range.js';
import type { StackResource } from './stack-resources.js';
import { UnknownPrice } from './unknown-price.js';
import { Usage } from './usage.js';

/** What one resource costs in a month. */
export interface PricedResource {
  readonly stack: string;
  readonly address: string;
  readonly lines: readonly CostLine[];
}

export interface UnpricedResource {
  readonly type: string;
  readonly reason: string;
}

/** What one environment costs in a month of one mode, at list prices and after the levers. */
export interface ModeEstimate {
  readonly mode: string;
  readonly lost: Mode['lost'];
  readonly stacks: readonly { readonly stack: string; readonly layer: string; readonly monthlyUsd: Range }[];
  readonly categories: readonly { readonly category: Category; readonly monthlyUsd: Range }[];
  readonly crossCloudEgressUsd: Range;
  readonly nodes: readonly { readonly location: string; readonly nodes: Range }[];
  readonly listUsd: Range;
  readonly levers: readonly LeverResult[];
  readonly afterLeversUsd: Range;
  readonly resources: readonly PricedResource[];
  readonly unpriced: readonly UnpricedResource[];
}

/** Prices every resource of an environment for one mode. */
export function estimateMode(
  platform: Platform,
  resources: readonly StackResource[],
  mode: Mode,
  data: CostData,
): ModeEstimate {
  const inputs: PricingInputs = {
    platform,
    mode,
    resources,
    book: new PriceBook(data.prices),
    usage: new Usage(data.usage),
  };
  const judged = resources
    .filter((resource) => isBilled(platform, resource, mode))
    .map((resource) => priced(resource, inputs, data));
  const lines = judged.flatMap((each) => each.lines);
  const { levers, afterUsd } = applyLevers(lines, data.levers.levers);
  const crossCloud = lines.filter(({ category }) => category === 'cross-cloud-egress');
  return {
    mode: mode.name,
    lost: mode.lost,
    stacks: platform.stacks.map(({ name, layer }) => ({
      stack: name,
      layer,
      monthlyUsd: totalOf(judged.filter(({ stack }) => stack === name).flatMap((each) => each.lines)),
    })),
    categories: CATEGORIES.map((category) => ({
      category,
      monthlyUsd: totalOf(lines.filter((line) => line.category === category)),
    })),
    crossCloudEgressUsd: totalOf(crossCloud),
    nodes: standing(platform, mode).map((location) => ({
      location: location.name,
      nodes: new PricingContext(inputs, location).nodesUp(),
    })),
    listUsd: totalOf(lines),
    levers,
    afterLeversUsd: afterUsd,
    resources: judged
      .filter((each) => each.lines.length > 0)
      .map(({ stack, address, lines: own }) => ({ stack, address, lines: own })),
    unpriced: judged.flatMap(({ unpriced }) => unpriced),
  };
}

/** How often each type has each reason for being unpriced. */
export function unpricedCounts(
  unpriced: readonly UnpricedResource[],
): (UnpricedResource & { readonly count: number })[] {
  return [...groupBy(unpriced, ({ type, reason }) => `${type}\n${reason}`).values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ ...first, count: group.length })),
  );
}

/** Why a type has no pricing function; undefined when it has one or no table knows it. */
export function unbilledReason(type: string, table: Readonly<Record<string, readonly string[]>>): string | undefined {
  return Object.entries(table).find(([, types]) => types.includes(type))?.[0];
}

const totalOf = (lines: readonly CostLine[]): Range => sum(lines.map(({ monthlyUsd }) => monthlyUsd));

const standing = (platform: Platform, mode: Mode): readonly Location[] =>
  platform.locations.filter((location) => location.cloud !== mode.lost && !isOnThisMachine(location));

/** An API server on this machine sends no invoice. */
const isOnThisMachine = (location: Location): boolean => location.cloud === 'aws' && location.endpoint !== null;

/** Whether anybody sends an invoice for a resource in a mode. */
export function isBilled(platform: Platform, resource: StackResource, mode: Mode): boolean {
  const { provider } = resource;
  if (provider === mode.lost && mode.lost !== null) return false;
  const location = locationOf(platform, resource);
  return location === null || (location.cloud !== mode.lost && !isOnThisMachine(location));
}

/** The location that a resource is in: the stack's own, of the resource's cloud where the stack joins two. */
function locationOf(platform: Platform, { stack, provider }: StackResource): Location | null {
  const held = platform.locations.filter(({ name }) => stack.locations.includes(name));
  if (provider === 'aws' || provider === 'gcp') return held.find(({ cloud }) => cloud === provider) ?? null;
  return held.length === 1 ? (held[0] ?? null) : null;
}

function priced(
  resource: StackResource,
  inputs: PricingInputs,
  { unbilled }: CostData,
): PricedResource & { readonly unpriced: readonly UnpricedResource[] } {
  const { type, name, stack } = resource;
  const known = { stack: stack.name, address: `${type}.${name}` };
  const unpriced = (reason: string) => ({ ...known, lines: [], unpriced: [{ type, reason }] });
  const pricer = PRICERS[type];
  if (pricer === undefined) {
    if (unbilledReason(type, unbilled.free) !== undefined) return { ...known, lines: [], unpriced: [] };
    return unpriced(unbilledReason(type, unbilled.unpriced) ?? 'no table of scripts/cost knows this type');
  }
  try {
    return {
      ...known,
      lines: pricer(resource, new PricingContext(inputs, locationOf(inputs.platform, resource))),
      unpriced: [],
    };
  } catch (error) {
    if (error instanceof UnknownPrice) return unpriced(error.message);
    throw error;
  }
}
