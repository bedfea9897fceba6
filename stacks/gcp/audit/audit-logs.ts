import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config/index.js';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink/index.js';
import { ProjectIamAuditConfig } from '@cdktf/provider-google/lib/project-iam-audit-config/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { AuditKeys } from './audit-keys.js';
import { AUDITED } from './audited-logs.js';

export interface AuditLogsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly keys: AuditKeys;
}

/**
 * The audit trail of a location's project, where it can be searched: data access is logged without exempted members, and everything
 * audited is kept in the location's region, under its own key, as long as the environment declares; nobody can shorten that.
 */
export function defineAuditLogs(stack: PlatformStack, { platform, location, keys }: AuditLogsProps): void {
  const { project, region } = location;
  new ProjectIamAuditConfig(stack, 'audit-logs', {
    project,
    service: 'allServices',
    auditLogConfig: [{ logType: 'ADMIN_READ' }, { logType: 'DATA_READ' }, { logType: 'DATA_WRITE' }],
  });
  const bucket = new LoggingProjectBucketConfig(stack, 'audit-log-bucket', {
    project,
    location: region,
    bucketId: 'audit',
    description: `Audit trail of ${location.name}`,
    retentionDays: platform.environment.retention.auditLogsDays,
    locked: true,
    cmekSettings: { kmsKeyName: keys.logs.id },
    dependsOn: [keys.logs.grant],
    lifecycle: { preventDestroy: true },
  });
  new LoggingProjectSink(stack, 'audit-log-sink', {
    project,
    name: 'audit',
    description: 'Keeps the audit trail in its region',
    destination: `logging.googleapis.com/${bucket.id}`,
    filter: AUDITED,
    uniqueWriterIdentity: true,
  });
}
