import { WATCHDOG_ALERT } from '../../../services/definition/observability-names.js';
import type { PlatformAlert } from '../alert.js';
import { LOGGING_NAMESPACE } from '../../../services/definition/platform-namespaces.js';

const runbook = 'telemetry';

/** The monitoring of the monitoring. */
export const TELEMETRY_ALERTS: readonly PlatformAlert[] = [
  {
    name: WATCHDOG_ALERT,
    expr: 'vector(1)',
    severity: 'none',
    summary: 'alerts of this location arrive',
    description: 'Always fires. A receiver outside of every location calls the platform squad when it stops.',
    runbook,
  },
  {
    name: 'TargetsDown',
    expr: '(count by (namespace, job) (up == 0) / count by (namespace, job) (up)) > 0.3',
    forMinutes: 10,
    severity: 'ticket',
    summary: '{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.job }} answer no scrape',
    description: 'Alerts about them cannot fire meanwhile.',
    runbook,
  },
  {
    name: 'RuleEvaluationFailing',
    expr: 'increase(prometheus_rule_evaluation_failures_total[10m]) > 0',
    forMinutes: 10,
    severity: 'page',
    summary: 'rules of {{ $labels.rule_group }} cannot be evaluated',
    description: 'Every alert of the group is silent while this lasts.',
    runbook,
  },
  {
    name: 'AlertsNotDelivered',
    expr: 'rate(alertmanager_notifications_failed_total[10m]) > 0',
    forMinutes: 10,
    severity: 'page',
    summary: 'Alertmanager cannot reach {{ $labels.integration }}',
    description: 'People are not told. Paging goes two ways, so one of them may still work.',
    runbook,
  },
  {
    name: 'MetricsNotStored',
    expr: 'rate(prometheus_remote_storage_samples_failed_total[5m]) > 0 or rate(prometheus_remote_storage_samples_dropped_total[5m]) > 0',
    forMinutes: 10,
    severity: 'ticket',
    summary: '{{ printf "%.0f" $value }} samples a second do not reach the long-term store',
    description: 'Alerts still work from Prometheus itself; dashboards over more than a few days get a gap.',
    runbook,
  },
  {
    name: 'MetricsStoreReadOnly',
    expr: 'max(vm_storage_is_read_only) == 1',
    forMinutes: 1,
    severity: 'page',
    summary: 'a metrics store takes nothing any more',
    description: 'Its disk is below the reserve that merges need.',
    runbook,
  },
  {
    name: 'SamplesBeyondPlan',
    expr: 'sum(rate(prometheus_tsdb_head_samples_appended_total[30m])) / count(count by (instance) (prometheus_tsdb_head_samples_appended_total)) > 50000',
    forMinutes: 60,
    severity: 'ticket',
    summary: '{{ printf "%.0f" $value }} samples a second; the store is sized for 50000',
    description: 'Something has begun to produce far more series; disks fill before the retention is over.',
    runbook,
  },
  {
    name: 'SpansDropped',
    expr: 'sum by (exporter) (rate(otelcol_exporter_send_failed_spans_total[5m])) > 0 or sum by (exporter) (rate(otelcol_exporter_enqueue_failed_spans_total[5m])) > 0',
    forMinutes: 10,
    severity: 'ticket',
    summary: '{{ printf "%.0f" $value }} spans a second are lost at {{ $labels.exporter }}',
    description: 'Requests work; their traces have holes.',
    runbook,
  },
  {
    name: 'LogsDelayed',
    expr: 'max by (instance) (fluentd_output_status_buffer_total_bytes) > 3e9',
    forMinutes: 10,
    severity: 'ticket',
    summary: '{{ $value | humanize1024 }}B of logs wait on {{ $labels.instance }}',
    description: 'Of 4 GB that the buffer may take; beyond, the oldest are kept and new ones wait in their files.',
    runbook,
  },
  {
    name: 'LogStoreDegraded',
    expr: `kube_statefulset_status_replicas_ready{namespace="${LOGGING_NAMESPACE}"} < kube_statefulset_replicas{namespace="${LOGGING_NAMESPACE}"}`,
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $labels.statefulset }} has {{ $value }} nodes ready',
    description: 'Each shard has a copy on another node, so one may be missing; a second one makes logs unreadable.',
    runbook,
  },
];
