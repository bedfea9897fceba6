import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { KAFKA_CREDENTIALS, identityIn } from '../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { servicesIn } from '../in-location.js';
import type { CiAccounts } from './ci-accounts.js';

const READ = 'roles/secretmanager.secretAccessor';
const HANDLED = [
  { purpose: 'plan', what: 'read', role: READ },
  { purpose: 'deploy', what: 'read', role: READ },
  { purpose: 'deploy', what: 'write', role: 'roles/secretmanager.secretVersionManager' },
] as const;

export interface StatedSecretsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly projectNumber: string;
  readonly ci: CiAccounts;
}

/**
 * Lets CI handle the few values that Terraform itself makes, and that states therefore hold anyway: access to Kafka. A plan reads them to
 * compare; every other value is out of reach.
 */
export function allowStatedSecrets(
  stack: PlatformStack,
  { platform, location, projectNumber, ci }: StatedSecretsProps,
): void {
  for (const { name, secrets } of servicesIn(platform, location)) {
    const stated = secrets.find(({ env }) => env === KAFKA_CREDENTIALS);
    if (stated === undefined) continue;
    const secret = `projects/${projectNumber}/secrets/${identityIn(stated.remoteKeys, location.name)}`;
    const condition = {
      title: `Access of ${name} to Kafka`,
      description: 'A value that Terraform makes',
      expression: `resource.name == "${secret}" || resource.name.startsWith("${secret}/versions/")`,
    };
    for (const { purpose, what, role } of HANDLED) {
      new ProjectIamMember(stack, `ci-${purpose}-may-${what}-${name}-${stated.name}`, {
        project: location.project,
        role,
        member: ci[purpose].member,
        condition,
      });
    }
  }
}
