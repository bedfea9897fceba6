import type { Cloud } from './modes.js';
import { gigabytesOf, type CostLine, type PricingContext } from './pricing-context.js';
import { product, type Range } from './range.js';

/**
 * What a location sends: to its users, between its zones, and to its standby in the other cloud. Charged where the location's
 * network is, because traffic has no resource of its own. Nobody is sent anything by a cloud that is lost.
 */
export function trafficLines(provider: Cloud, context: PricingContext): readonly CostLine[] {
  const { usage, requests, transactions, place, mode, platform } = context;
  const standby = platform.locations.find(({ name }) => name === place.standby);
  const lines = [
    context.charge(provider, {
      category: 'internet-egress',
      item: 'answers to users',
      price: 'transfer/internet-gb',
      quantity: gigabytesOf(requests, usage.of('publicKilobytesPerRequest')),
    }),
    context.charge(provider, {
      category: 'internet-egress',
      item: 'calls to third parties',
      price: 'transfer/internet-gb',
      quantity: gigabytesOf(transactions, usage.of('thirdPartySentKilobytesPerTransaction')),
    }),
    context.charge(provider, {
      category: 'cross-zone-traffic',
      item: 'between zones',
      price: 'transfer/zone-gb',
      quantity: gigabytesOf(requests, usage.of('crossZoneKilobytesPerRequest')),
    }),
  ];
  if (standby === undefined || standby.cloud === place.cloud || mode.lost !== null) return lines;
  return [
    ...lines,
    context.charge(provider, {
      category: 'cross-cloud-egress',
      item: `to ${standby.name} in the other cloud`,
      price: 'transfer/internet-gb',
      quantity: gigabytesOf(transactions, usage.of('crossCloudKilobytesPerTransaction')),
    }),
  ];
}

/** Gigabytes that pass the NAT of a location, both ways. */
export const natGigabytes = ({ transactions, usage }: PricingContext): Range =>
  product(gigabytesOf(transactions, usage.of('thirdPartySentKilobytesPerTransaction')), usage.of('natBothWays'));
