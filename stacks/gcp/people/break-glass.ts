import { PrivilegedAccessManagerEntitlement } from '@cdktf/provider-google/lib/privileged-access-manager-entitlement/index.js';
import { humanRole } from '../../../services/definition/names.js';
import type { GcpLocation, GcpOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

const LONGEST_USE = '3600s';

/** What an emergency may need; neither permissions nor audit logs can be changed with it. */
const EMERGENCY_ROLES = [
  'roles/compute.instanceAdmin.v1',
  'roles/compute.networkAdmin',
  'roles/container.admin',
  'roles/gkebackup.restoreAdmin',
  'roles/secretmanager.secretVersionAdder',
];

export interface BreakGlassProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly organization: GcpOrganization;
  readonly contact: string;
}

/** Emergency access for an hour: asked for with a reason, granted by another member of the group, taken back by itself. */
export function defineBreakGlass(stack: PlatformStack, props: BreakGlassProps): void {
  const { platform, location, organization, contact } = props;
  const group = [`group:${organization.groups['break-glass'].email}`];
  new PrivilegedAccessManagerEntitlement(stack, 'break-glass', {
    entitlementId: humanRole(platform.environment.name, location.name, 'break-glass'),
    parent: `projects/${location.project}`,
    location: 'global',
    maxRequestDuration: LONGEST_USE,
    eligibleUsers: [{ principals: group }],
    requesterJustificationConfig: { unstructured: {} },
    approvalWorkflow: {
      manualApprovals: {
        requireApproverJustification: true,
        // Nobody can approve a request of their own.
        steps: [{ approvalsNeeded: 1, approvers: { principals: group } }],
      },
    },
    privilegedAccess: {
      gcpIamAccess: {
        resource: `//cloudresourcemanager.googleapis.com/projects/${location.project}`,
        resourceType: 'cloudresourcemanager.googleapis.com/Project',
        roleBindings: EMERGENCY_ROLES.map((role) => ({ role })),
      },
    },
    additionalNotificationTargets: { adminEmailRecipients: [contact] },
  });
}
