import type { JsonObject } from '../../../policies/engine/json.js';
import type { Location, PlannedStack, Platform } from '../../../services/definition/platform.js';
import { found, platformOf } from '../../../stacks/testing/synthesized-stacks.js';
import { loadCostData } from '../load-data.js';
import { NORMAL, type Mode } from '../modes.js';
import { PriceBook } from '../price-book.js';
import { PricingContext, type CostLine } from '../pricing-context.js';
import { PRICERS } from '../pricing/pricers.js';
import { resourcesOf, type StackResource } from '../stack-resources.js';
import { Usage } from '../usage.js';

export const data = loadCostData();
export const production = platformOf('production');

export const locationOf = (platform: Platform, name: string): Location =>
  found(
    platform.locations.find((location) => location.name === name),
    name,
  );

/** A stack that holds parts of these locations. */
export const stackOf = (name: string, ...locations: readonly string[]): PlannedStack => ({
  ...found(production.stacks[0], 'stack'),
  name,
  locations,
});

/** One resource of a stack in a location of production. */
export function resource(type: string, attributes: JsonObject, location = 'use1', name = 'it'): StackResource {
  const [only] = resourcesOf(stackOf(`production-${location}-fixture`, location), {
    resource: { [type]: { [name]: attributes } },
  });
  return found(only, type);
}

/** The charges of a resource, by its own pricing function. */
export function linesOf(
  priced: StackResource,
  options: { readonly mode?: Mode; readonly others?: readonly StackResource[]; readonly platform?: Platform } = {},
): readonly CostLine[] {
  const { mode = NORMAL, others = [], platform = production } = options;
  const [name] = priced.stack.locations;
  const inputs = {
    platform,
    mode,
    resources: [priced, ...others],
    book: new PriceBook(data.prices),
    usage: new Usage(data.usage),
  };
  const location = name === undefined ? null : locationOf(platform, name);
  return found(PRICERS[priced.type], priced.type)(priced, new PricingContext(inputs, location));
}

/** What the charges of one item are expected to come to. */
export const expectedUsd = (lines: readonly CostLine[], item?: string): number =>
  lines
    .filter((line) => item === undefined || line.item === item)
    .reduce((total, { monthlyUsd }) => total + monthlyUsd.expected, 0);
