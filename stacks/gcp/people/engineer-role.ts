import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** What operating needs beyond looking: the cluster's API, where its own access rules decide, backups, and who read what. */
const PERMISSIONS = [
  'container.clusters.connect',
  'container.clusters.get',
  'container.operations.get',
  'container.operations.list',
  'gkebackup.backupPlans.get',
  'gkebackup.backupPlans.list',
  'gkebackup.backups.create',
  'gkebackup.backups.get',
  'gkebackup.backups.list',
  'logging.privateLogEntries.list',
  'monitoring.alertPolicies.get',
  'monitoring.alertPolicies.list',
  'resourcemanager.projects.get',
];

/** The role of platform engineers: none of Google's own is as narrow. */
export function defineEngineerRole(stack: PlatformStack, { project, name }: GcpLocation): ProjectIamCustomRole {
  return new ProjectIamCustomRole(stack, 'engineer', {
    project,
    roleId: 'finflow.engineer',
    title: `Platform engineer of ${name}`,
    description: 'Operates the cluster and reads logs, not data',
    permissions: PERMISSIONS,
    stage: 'GA',
  });
}
