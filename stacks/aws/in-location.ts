import type { AwsLocation, Platform, Service } from '../../services/definition/platform.js';

/** What a service is called in one of its locations. */
export function inLocation(names: Readonly<Record<string, string>>, { name }: AwsLocation): string {
  const derived = names[name];
  if (derived === undefined)
    throw new RangeError(`nothing is derived for ${name}, only for ${Object.keys(names).join()}`);
  return derived;
}

/** The services that run in a location. */
export function servicesIn(platform: Platform, { name }: AwsLocation): readonly Service[] {
  return platform.services.filter((service) => service.locations.includes(name));
}

/** Tags of what belongs to one service, beside those of the stack. */
export function serviceTags({ name, compliance, metadata }: Service): Readonly<Record<string, string>> {
  return {
    'data-class': compliance.dataClass,
    'pci-scope': compliance.pciScope,
    service: name,
    team: metadata.owner,
  };
}
