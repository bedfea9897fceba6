import type { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster/index.js';
import { GkeBackupBackupPlan } from '@cdktf/provider-google/lib/gke-backup-backup-plan/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { ClusterKeys } from './cluster-keys.js';

/** Every night (UTC); Google keeps at most 360 backups of a daily plan and locks none for longer than 90 days. */
const DAILY = '0 3 * * *';
const MOST_RETAINED_DAYS = 360;
const MOST_LOCKED_DAYS = 90;

export interface ClusterBackupsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
  readonly cluster: ContainerCluster;
}

/** Everything in the cluster with its volumes, night by night, under its own key; the plan's retention cannot be shortened. */
export function defineClusterBackups(stack: PlatformStack, props: ClusterBackupsProps): void {
  const { platform, location, keys, cluster } = props;
  const { auditLogsHotDays } = platform.environment.retention;
  new GkeBackupBackupPlan(stack, 'backups', {
    project: location.project,
    location: location.region,
    name: location.clusterName,
    description: `Objects and volumes of ${location.clusterName}`,
    cluster: cluster.id,
    backupConfig: {
      allNamespaces: true,
      includeSecrets: true,
      includeVolumeData: true,
      encryptionKey: { gcpKmsEncryptionKey: keys.backups.id },
    },
    backupSchedule: { cronSchedule: DAILY },
    retentionPolicy: {
      backupRetainDays: Math.min(auditLogsHotDays, MOST_RETAINED_DAYS),
      backupDeleteLockDays: Math.min(auditLogsHotDays, MOST_LOCKED_DAYS),
      locked: true,
    },
    labels: { ...stack.tags },
    dependsOn: [keys.backups.grant],
    lifecycle: { preventDestroy: true },
  });
}
