import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** APIs that the layers of a location call, and no others. */
export const PROJECT_SERVICES = [
  'accesscontextmanager',
  'binaryauthorization',
  'cloudkms',
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
  'monitoring',
  'networkconnectivity',
  'privateca',
  'privilegedaccessmanager',
  'pubsub',
  'redis',
  'secretmanager',
  'securitycenter',
  'storage',
  'sts',
] as const;

/** Switches on what the location uses. Nothing is switched off with the stack: resources of others may depend on it. */
export function defineProjectServices(stack: PlatformStack, { project }: GcpLocation): readonly ITerraformDependable[] {
  return PROJECT_SERVICES.map(
    (service) =>
      new ProjectService(stack, `api-${service}`, {
        project,
        service: `${service}.googleapis.com`,
        disableOnDestroy: false,
        disableDependentServices: false,
      }),
  );
}
