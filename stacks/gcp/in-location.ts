import { identityIn } from '../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../services/definition/platform.js';

/** The services that run in a location. */
export function servicesIn(platform: Platform, { name }: GcpLocation): readonly Service[] {
  return platform.services.filter((service) => service.locations.includes(name));
}

/** A service's Google account as IAM writes it; the cluster's stack makes it. */
export function serviceMember({ derived }: Service, { name, project }: GcpLocation): string {
  return `serviceAccount:${identityIn(derived.cloudIdentity, name)}@${project}.iam.gserviceaccount.com`;
}

/** Labels of what belongs to one service, beside those of the stack. */
export function serviceLabels({ name, compliance, metadata }: Service): Readonly<Record<string, string>> {
  return {
    'data-class': compliance.dataClass,
    'pci-scope': compliance.pciScope,
    service: name,
    team: metadata.owner,
  };
}
