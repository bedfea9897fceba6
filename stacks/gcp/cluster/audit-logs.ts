import { ProjectIamAuditConfig } from '@cdktf/provider-google/lib/project-iam-audit-config/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Google records changes by itself; this adds who read what, for every service and without exempted members. */
export function defineAuditLogs(stack: PlatformStack, { project }: GcpLocation): void {
  new ProjectIamAuditConfig(stack, 'audit-logs', {
    project,
    service: 'allServices',
    auditLogConfig: [{ logType: 'ADMIN_READ' }, { logType: 'DATA_READ' }, { logType: 'DATA_WRITE' }],
  });
}
