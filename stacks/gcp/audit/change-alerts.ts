import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric/index.js';
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy/index.js';
import type { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { WATCHED_CHANGES, type WatchedChange } from './watched-changes.js';

const ALIGNMENT_SECONDS = 60;
/** An incident that nobody closed is closed by itself after a week without a new change. */
const AUTO_CLOSE_SECONDS = 7 * 86_400;

/** Counts each kind of change that must not go unnoticed, and alerts on the first one. */
export function defineChangeAlerts(
  stack: PlatformStack,
  location: GcpLocation,
  contacts: readonly MonitoringNotificationChannel[],
): void {
  for (const change of WATCHED_CHANGES) defineChangeAlert(stack, location, contacts, change);
}

function defineChangeAlert(
  stack: PlatformStack,
  { project }: GcpLocation,
  contacts: readonly MonitoringNotificationChannel[],
  { id, control, description, filter, resource }: WatchedChange,
): void {
  const metric = new LoggingMetric(stack, `changes-${id}`, {
    project,
    name: `finflow-changes-${id}`,
    description: `${description} (CIS Google Cloud Foundations ${control})`,
    filter,
    metricDescriptor: { metricKind: 'DELTA', valueType: 'INT64', unit: '1' },
  });
  new MonitoringAlertPolicy(stack, `changes-${id}-alert`, {
    project,
    displayName: description,
    combiner: 'OR',
    severity: 'WARNING',
    notificationChannels: contacts.map((contact) => contact.id),
    conditions: [
      {
        displayName: description,
        conditionThreshold: {
          filter: `metric.type="logging.googleapis.com/user/${metric.name}" AND resource.type="${resource}"`,
          comparison: 'COMPARISON_GT',
          thresholdValue: 0,
          duration: '0s',
          aggregations: [
            {
              alignmentPeriod: `${ALIGNMENT_SECONDS}s`,
              perSeriesAligner: 'ALIGN_COUNT',
              crossSeriesReducer: 'REDUCE_SUM',
            },
          ],
        },
      },
    ],
    alertStrategy: { autoClose: `${AUTO_CLOSE_SECONDS}s` },
    userLabels: { ...stack.tags },
  });
}
