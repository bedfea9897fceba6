import type { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import type { GcpLocation, GcpOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Shows what there is; none of them reads data. */
const VIEW = {
  cluster: 'roles/container.clusterViewer',
  compute: 'roles/compute.viewer',
  logs: 'roles/logging.viewer',
  metrics: 'roles/monitoring.viewer',
} as const;

export interface DutyGrantsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly organization: GcpOrganization;
  readonly engineer: ProjectIamCustomRole;
}

/** What members of the groups may do at any time; the group for emergencies may do nothing until it asks. */
export function defineDutyGrants(stack: PlatformStack, props: DutyGrantsProps): void {
  const { platform, location, organization, engineer } = props;
  const { project } = location;
  for (const duty of ['viewer', 'engineer'] as const)
    for (const [what, role] of Object.entries(VIEW))
      new ProjectIamMember(stack, `${duty}-${what}`, {
        project,
        role,
        member: `group:${organization.groups[duty].email}`,
      });
  const member = `group:${organization.groups.engineer.email}`;
  new ProjectIamMember(stack, 'engineer-duty', { project, role: engineer.name, member });
  defineStateReading(stack, platform, location, member);
}

/** Plans are made from states, so whoever operates reads those of the location, and no others. */
function defineStateReading(
  stack: PlatformStack,
  { environment }: Platform,
  { state, name }: GcpLocation,
  member: string,
): void {
  if (state.backend !== 'gcs') return;
  const objects = `projects/_/buckets/${state.bucket}/objects/${environment.name}/${name}/`;
  new StorageBucketIamMember(stack, 'engineer-states', {
    bucket: state.bucket,
    role: 'roles/storage.objectViewer',
    member,
    condition: {
      title: `States of ${name}`,
      description: 'Other locations have buckets of their own',
      expression: `resource.name.startsWith("${objects}")`,
    },
  });
}
