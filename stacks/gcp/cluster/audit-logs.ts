import { LoggingProjectBucketConfig } from '@cdktf/provider-google/lib/logging-project-bucket-config/index.js';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink/index.js';
import { ProjectIamAuditConfig } from '@cdktf/provider-google/lib/project-iam-audit-config/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { ClusterKeys } from './cluster-keys.js';

/** What an auditor asks for: who did what, what the control plane was told, and who talked to whom. */
const AUDITED = [
  'log_id("cloudaudit.googleapis.com/activity")',
  'log_id("cloudaudit.googleapis.com/data_access")',
  'log_id("cloudaudit.googleapis.com/policy")',
  'log_id("compute.googleapis.com/vpc_flows")',
  'log_id("compute.googleapis.com/firewall")',
  'resource.type="k8s_control_plane_component"',
  'resource.type="dns_query"',
];

export interface AuditLogsProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
}

/**
 * The audit trail of a location's project: data access is logged without exempted members, and everything audited is
 * kept in the location's region, under its own key, as long as the environment declares.
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
    cmekSettings: { kmsKeyName: keys.logs.id },
    dependsOn: [keys.logs.grant],
    lifecycle: { preventDestroy: true },
  });
  new LoggingProjectSink(stack, 'audit-log-sink', {
    project,
    name: 'audit',
    description: 'Keeps the audit trail in its region',
    destination: `logging.googleapis.com/${bucket.id}`,
    filter: AUDITED.join(' OR '),
    uniqueWriterIdentity: true,
  });
}
