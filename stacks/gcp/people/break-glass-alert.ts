import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy/index.js';
import type { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

const REQUESTED = [
  'log_id("cloudaudit.googleapis.com/activity")',
  'protoPayload.serviceName="privilegedaccessmanager.googleapis.com"',
  'protoPayload.methodName:("CreateGrant" OR "ApproveGrant")',
].join(' AND ');

/** Alerts on every request for emergency access and every approval, as the audit log tells them. */
export function defineBreakGlassAlert(
  stack: PlatformStack,
  { project }: GcpLocation,
  contacts: readonly MonitoringNotificationChannel[],
): void {
  const displayName = 'Emergency access was asked for or granted';
  new MonitoringAlertPolicy(stack, 'break-glass-alert', {
    project,
    displayName,
    combiner: 'OR',
    severity: 'CRITICAL',
    notificationChannels: contacts.map((contact) => contact.id),
    conditions: [{ displayName, conditionMatchedLog: { filter: REQUESTED } }],
    // Alerts on log entries must say how often they may speak.
    alertStrategy: { notificationRateLimit: { period: '300s' }, autoClose: '86400s' },
    userLabels: { ...stack.tags },
  });
}
