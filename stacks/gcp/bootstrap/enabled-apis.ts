import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** APIs that the stacks of a location call, by the name before `.googleapis.com`. */
export const APIS = [
  'accesscontextmanager',
  'billingbudgets',
  'binaryauthorization',
  'cloudkms',
  'cloudquotas',
  'cloudresourcemanager',
  'compute',
  'container',
  'containeranalysis',
  'dns',
  'gkebackup',
  'iam',
  'iamcredentials',
  'logging',
  'managedkafka',
  'memorystore',
  'monitoring',
  'networkconnectivity',
  'orgpolicy',
  'privateca',
  'privilegedaccessmanager',
  'pubsub',
  'secretmanager',
  'securitycenter',
  'serviceconsumermanagement',
  'serviceusage',
  'storage',
  'sts',
] as const;

export type Api = (typeof APIS)[number];

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
