import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** APIs that the stacks of a location call, by the name before `.googleapis.com`, and what for. */
export const API_PURPOSES = {
  accesscontextmanager: 'security keys for people who sign in',
  billingbudgets: 'alerts on spending',
  binaryauthorization: 'only signed images run',
  cloudkms: 'keys of states, disks, secrets and logs',
  cloudquotas: 'limits asked for before a takeover',
  cloudresourcemanager: 'bootstrap reads the number of the project and binds roles',
  compute: 'networks, nodes, reservations and links',
  container: 'the cluster',
  containeranalysis: 'notes that attestors sign',
  dns: 'zones inside of the network',
  gkebackup: 'backups of the cluster',
  iam: 'accounts, roles and pools',
  iamcredentials: 'CI and workloads become their accounts',
  logging: 'audit logs and what they alert on',
  managedkafka: 'Kafka, where it runs as a Google service',
  memorystore: 'caches',
  monitoring: 'alerts',
  networkconnectivity: 'caches reach the network',
  orgpolicy: 'guards of the project',
  privateca: 'authorities of the mesh',
  privilegedaccessmanager: 'break-glass for people',
  pubsub: 'findings and rotations that are due',
  secretmanager: 'secrets',
  securitycenter: 'findings',
  serviceconsumermanagement: 'connections of caches to the network',
  serviceusage: 'bootstrap enables APIs with it',
  storage: 'states, archives and backups',
  sts: 'tokens of CI and of the standby become Google’s',
} as const;

export type Api = keyof typeof API_PURPOSES;

export const APIS = Object.keys(API_PURPOSES) as readonly Api[];

/** What must be enabled before a resource of an API can be made. */
export type EnabledApis = Readonly<Record<Api, ITerraformDependable>>;

/** Switches on the APIs of the location's project, and never off: that would delete what was made with them. */
export function defineEnabledApis(stack: PlatformStack, { project }: GcpLocation): EnabledApis {
  const enable = (api: Api): ProjectService =>
    new ProjectService(stack, `api-${api}`, {
      project,
      service: `${api}.googleapis.com`,
      disableOnDestroy: false,
    });
  return Object.fromEntries(APIS.map((api) => [api, enable(api)])) as Record<Api, ProjectService>;
}
