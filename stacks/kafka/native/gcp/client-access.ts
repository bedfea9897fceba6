import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import type { GcpLocation, Service } from '../../../../services/definition/platform.js';
import type { PlatformStack } from '../../../platform-stack.js';

/** The account that a service has in the location's cluster. */
export function serviceAccountEmail({ name, derived }: Service, location: GcpLocation): string {
  const accountId = derived.cloudIdentity[location.name];
  if (accountId === undefined) throw new RangeError(`${name} has no account in ${location.name}`);
  return `${accountId}@${location.project}.iam.gserviceaccount.com`;
}

/** Lets a service connect to the brokers; what it may do there is said by permissions of Kafka's own. */
export function allowConnection(stack: PlatformStack, location: GcpLocation, service: Service): void {
  new ProjectIamMember(stack, `connect-${service.name}`, {
    project: location.project,
    role: 'roles/managedkafka.client',
    member: `serviceAccount:${serviceAccountEmail(service, location)}`,
  });
}
