import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { GcpLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** IAM allows twelve logical operators in a condition. */
const MAX_ALTERNATIVES = 12;

export interface SecretAccessProps {
  readonly location: GcpLocation;
  readonly projectNumber: string;
  readonly service: Service;
  readonly account: ServiceAccount;
}

/**
 * Lets a service read versions of its own secrets. The grant names them in a condition on the project, because the
 * secrets themselves belong to another stack and need not exist yet.
 */
export function defineSecretAccess(stack: PlatformStack, props: SecretAccessProps): void {
  const { location, projectNumber, service, account } = props;
  const own = service.secrets.flatMap(({ name, remoteKeys }) => {
    const id = remoteKeys[location.name];
    return id === undefined ? [] : [{ name, versions: `projects/${projectNumber}/secrets/${id}/versions/` }];
  });
  for (let start = 0; start < own.length; start += MAX_ALTERNATIVES) {
    const batch = own.slice(start, start + MAX_ALTERNATIVES);
    const [first] = batch;
    if (first === undefined) return;
    new ProjectIamMember(stack, `workload-${service.name}-secrets-${first.name}`, {
      project: location.project,
      role: 'roles/secretmanager.secretAccessor',
      member: account.member,
      condition: {
        title: `Own secrets of ${service.name}`,
        description: `From ${first.name} on; a version's name starts with its secret's`,
        expression: batch.map(({ versions }) => `resource.name.startsWith("${versions}")`).join(' || '),
      },
    });
  }
}
