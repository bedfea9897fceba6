import { identityIn } from '../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../services/definition/platform.js';

/** Services that run in a location. */
export const servicesIn = ({ services }: Platform, { name }: GcpLocation): readonly Service[] =>
  services.filter(({ locations }) => locations.includes(name));

/** IAM member of a service in a location; the cluster stack makes the account, whose address follows from its name. */
export const serviceMember = ({ derived }: Service, { name, project }: GcpLocation): string =>
  `serviceAccount:${identityIn(derived.cloudIdentity, name)}@${project}.iam.gserviceaccount.com`;

/** Labels of what belongs to one service. */
export const serviceLabels = ({ name, metadata, compliance }: Service): Readonly<Record<string, string>> => ({
  'data-class': compliance.dataClass,
  'pci-scope': compliance.pciScope,
  service: name,
  team: metadata.owner,
});
