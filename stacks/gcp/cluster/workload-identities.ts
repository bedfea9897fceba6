import type { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster/index.js';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member/index.js';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { workloadPool } from '../location-names.js';
import { defineSecretAccess } from './secret-access.js';

export interface WorkloadIdentitiesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly projectNumber: string;
  readonly cluster: ContainerCluster;
}

/** A Google account for each service of the location, usable by that service's Kubernetes account and no other. */
export function defineWorkloadIdentities(stack: PlatformStack, props: WorkloadIdentitiesProps): void {
  const { platform, location, projectNumber, cluster } = props;
  for (const service of platform.services) {
    const accountId = service.derived.cloudIdentity[location.name];
    if (accountId === undefined) continue;
    const account = new ServiceAccount(stack, `workload-${service.name}`, {
      accountId,
      displayName: `Service ${service.name} in ${location.clusterName}`,
    });
    new ServiceAccountIamMember(stack, `workload-${service.name}-user`, {
      serviceAccountId: account.name,
      role: 'roles/iam.workloadIdentityUser',
      member: kubernetesMember(location, service),
      // The identity pool comes into being with the project's first cluster.
      dependsOn: [cluster],
    });
    defineSecretAccess(stack, { location, projectNumber, service, account });
  }
}

/** `serviceAccount:<project>.svc.id.goog[<namespace>/<service account>]` */
function kubernetesMember(location: GcpLocation, { derived }: Service): string {
  return `serviceAccount:${workloadPool(location)}[${derived.namespace}/${derived.serviceAccount}]`;
}
