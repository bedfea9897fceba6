import type { Location, Platform } from '../services/definition/platform.js';

/**
 * The part of the environment's monthly budget that a location may spend, in whole US dollars: as much of it as the location keeps up of
 * the load of all locations, because what is provisioned costs money whether or not it is used.
 */
export function locationBudgetUsd(platform: Platform, location: Location): number {
  const total = platform.locations.reduce((sum, each) => sum + provisionedLoad(platform, each), 0);
  const share = total === 0 ? 1 / platform.locations.length : provisionedLoad(platform, location) / total;
  // Neither cloud takes a budget of nothing.
  return Math.max(1, Math.floor(platform.environment.budget.monthlyUsd * share));
}

/** Transactions per second that the location could take as it stands. */
function provisionedLoad({ jurisdictions }: Platform, { jurisdiction, provisioned }: Location): number {
  const peak = jurisdictions.find(({ name }) => name === jurisdiction)?.peak.transactionsPerSecond;
  if (peak === undefined) throw new RangeError(`no jurisdiction ${jurisdiction}`);
  return peak * provisioned;
}
