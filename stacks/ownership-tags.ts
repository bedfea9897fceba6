import { PLATFORM_TEAM } from '../services/definition/names.js';
import type { PlannedStack, Platform, Service } from '../services/definition/platform.js';
import { dataClasses } from '../services/definition/source/scalars.js';

/** Scopes of PCI DSS, from nothing to do with card data to holding it. */
const PCI_SCOPES = ['none', 'connected', 'cde'] as const;

export type OwnershipTags = Readonly<Record<string, string>>;

/**
 * The tags of every resource of a stack: where it belongs, who answers for it, and the most sensitive data of the
 * services it carries. Keys and values keep to Google's alphabet for labels, so both clouds say the same.
 */
export function ownershipTags(platform: Platform, stack: PlannedStack, locations: readonly string[]): OwnershipTags {
  const services = platform.services.filter((service) => service.locations.some((name) => locations.includes(name)));
  return {
    ...platform.environment.tags,
    'data-class': highest(dataClasses, services, (service) => service.compliance.dataClass),
    environment: platform.environment.name,
    jurisdiction: jurisdictionsOf(platform, locations).join('-'),
    layer: stack.layer,
    'managed-by': 'cdktf',
    'pci-scope': highest(PCI_SCOPES, services, (service) => service.compliance.pciScope),
    scope: stack.scope,
    stack: stack.name,
    team: PLATFORM_TEAM,
  };
}

function jurisdictionsOf(platform: Platform, locations: readonly string[]): string[] {
  const members = platform.locations.filter((location) => locations.includes(location.name));
  return [...new Set(members.map((location) => location.jurisdiction))].sort();
}

function highest<T extends string>(
  order: readonly [T, ...T[]],
  services: readonly Service[],
  of: (s: Service) => T,
): T {
  return services.reduce<T>(
    (top, service) => (order.indexOf(of(service)) > order.indexOf(top) ? of(service) : top),
    order[0],
  );
}
