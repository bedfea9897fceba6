/** A program that reports about others, with the metrics of it that queries here use, and where its names were read. */
export interface MetricSource {
  readonly exporter: string;
  readonly source: string;
  readonly metrics: readonly string[];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Every exporter of a location. What programs of the kit report is read from their code by a test. */
export const METRIC_SOURCES: readonly MetricSource[] = [
  {
    exporter: 'Prometheus',
    source: 'https://prometheus.io/docs/prometheus/latest/querying/operators/ and its /metrics',
    metrics: words(`up ALERTS prometheus_rule_evaluation_failures_total prometheus_tsdb_head_samples_appended_total
      prometheus_remote_storage_samples_failed_total prometheus_remote_storage_samples_dropped_total`),
  },
  {
    exporter: 'Alertmanager',
    source: 'https://github.com/prometheus/alertmanager/blob/main/notify/notify.go',
    metrics: ['alertmanager_notifications_failed_total'],
  },
  {
    exporter: 'VictoriaMetrics',
    source: 'https://docs.victoriametrics.com/cluster-victoriametrics/#readonly-mode',
    metrics: ['vm_storage_is_read_only'],
  },
  {
    exporter: 'kube-state-metrics',
    source: 'https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics',
    metrics: words(`kube_node_status_condition kube_node_status_allocatable kube_pod_container_status_waiting_reason
      kube_pod_container_resource_requests kube_pod_status_phase kube_job_status_failed kube_job_status_start_time
      kube_horizontalpodautoscaler_status_current_replicas kube_horizontalpodautoscaler_spec_max_replicas
      kube_deployment_status_replicas_available kube_statefulset_status_replicas_ready kube_statefulset_replicas`),
  },
  {
    exporter: 'kubelet and cAdvisor',
    source: 'https://kubernetes.io/docs/reference/instrumentation/metrics/',
    metrics: words(`kubelet_volume_stats_available_bytes kubelet_volume_stats_capacity_bytes
      container_cpu_usage_seconds_total`),
  },
  {
    exporter: 'node exporter',
    source: 'https://github.com/prometheus/node_exporter/blob/master/collector/filesystem_common.go',
    metrics: ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes'],
  },
  {
    exporter: 'proxies of Istio',
    source: 'https://istio.io/latest/docs/reference/config/metrics/',
    metrics: words(`istio_requests_total istio_request_duration_milliseconds_bucket
      istio_request_duration_milliseconds_count istio_tcp_sent_bytes_total`),
  },
  {
    exporter: 'istiod',
    source: 'https://istio.io/latest/docs/reference/commands/pilot-discovery/#metrics',
    metrics: words(
      `pilot_total_xds_rejects pilot_proxy_convergence_time_bucket citadel_server_root_cert_expiry_seconds`,
    ),
  },
  {
    exporter: 'cert-manager',
    source: 'https://cert-manager.io/docs/devops-tips/prometheus-metrics/',
    metrics: ['certmanager_certificate_expiration_timestamp_seconds', 'certmanager_certificate_ready_status'],
  },
  {
    exporter: 'External Secrets',
    source: 'https://external-secrets.io/latest/api/metrics/',
    metrics: ['externalsecret_status_condition'],
  },
  {
    exporter: 'Argo CD',
    source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/',
    metrics: ['argocd_app_info'],
  },
  {
    exporter: 'Argo Rollouts',
    source: 'https://argo-rollouts.readthedocs.io/en/stable/features/controller-metrics/',
    metrics: ['rollout_info', 'rollout_events_total'],
  },
  {
    exporter: 'Kafka exporter',
    source: 'https://github.com/danielqsj/kafka_exporter#metrics',
    metrics: words(`kafka_brokers kafka_consumergroup_lag kafka_consumergroup_members
      kafka_topic_partition_current_offset kafka_topic_partition_under_replicated_partition`),
  },
  {
    exporter: 'PgBouncer exporter of the PostgreSQL operator',
    source: 'https://github.com/prometheus-community/pgbouncer_exporter#metrics',
    metrics: words(`pgbouncer_pools_client_active_connections pgbouncer_pools_client_waiting_connections
      pgbouncer_pools_server_active_connections pgbouncer_pools_client_maxwait_seconds`),
  },
  {
    exporter: 'blackbox exporter',
    source: 'https://github.com/prometheus/blackbox_exporter/blob/master/prober/handler.go',
    metrics: ['probe_success'],
  },
  {
    exporter: 'OpenTelemetry collector',
    source: 'https://opentelemetry.io/docs/collector/internal-telemetry/',
    metrics: ['otelcol_exporter_send_failed_spans_total', 'otelcol_exporter_enqueue_failed_spans_total'],
  },
  {
    exporter: 'Fluentd',
    source: 'https://github.com/fluent/fluent-plugin-prometheus#prometheus_output_monitor-input-plugin and logs/',
    metrics: ['fluentd_output_status_buffer_total_bytes', 'finflow_log_lines_total', 'finflow_log_redactions_total'],
  },
];
