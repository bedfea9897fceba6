import { PUBLIC_GATEWAY } from '../../../services/definition/names.js';
import type { Dashboard, Panel, Query } from './dashboard.js';

const lines = (title: string, unit: string, ...queries: Query[]): Panel => ({
  title,
  kind: 'timeseries',
  unit,
  queries,
});

const MESH: Dashboard = {
  uid: 'platform-mesh',
  title: 'Platform: mesh',
  tags: ['platform'],
  panels: [
    lines('Public requests by answer', 'reqps', {
      expr: `sum by (response_code) (rate(istio_requests_total{reporter="source",source_workload="${PUBLIC_GATEWAY}"}[5m]))`,
      legend: '{{response_code}}',
    }),
    lines('Server errors by callee', 'reqps', {
      expr: 'sum by (destination_service_namespace) (rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m]))',
      legend: '{{destination_service_namespace}}',
    }),
    lines('Why proxies gave up', 'reqps', {
      expr: 'sum by (response_flags) (rate(istio_requests_total{response_flags!="-"}[5m]))',
      legend: '{{response_flags}}',
    }),
    lines('Time until a change is everywhere, 99 of 100', 's', {
      expr: 'histogram_quantile(0.99, sum by (le) (rate(pilot_proxy_convergence_time_bucket[10m])))',
      legend: 'seconds',
    }),
    lines('Refused configurations', 'short', {
      expr: 'sum by (type) (increase(pilot_total_xds_rejects[10m]))',
      legend: '{{type}}',
    }),
    lines('Bytes between pods', 'Bps', {
      expr: 'sum by (destination_service_namespace) (rate(istio_tcp_sent_bytes_total[5m]))',
      legend: '{{destination_service_namespace}}',
    }),
  ],
};

const KAFKA: Dashboard = {
  uid: 'platform-kafka',
  title: 'Platform: Kafka',
  tags: ['platform'],
  panels: [
    lines('Lag by group', 'short', {
      expr: 'sum by (consumergroup) (kafka_consumergroup_lag)',
      legend: '{{consumergroup}}',
    }),
    lines('Records by topic', 'reqps', {
      expr: 'sum by (topic) (rate(kafka_topic_partition_current_offset[5m]))',
      legend: '{{topic}}',
    }),
    lines('Dead letters in an hour', 'short', {
      expr: 'sum by (topic) (increase(kafka_topic_partition_current_offset{topic=~".+[.]dlq[.].+"}[1h]))',
      legend: '{{topic}}',
    }),
    lines('Brokers', 'short', { expr: 'kafka_brokers', legend: 'brokers' }),
    lines('Partitions without all copies', 'short', {
      expr: 'sum by (topic) (kafka_topic_partition_under_replicated_partition)',
      legend: '{{topic}}',
    }),
    lines('Members by group', 'short', { expr: 'kafka_consumergroup_members', legend: '{{consumergroup}}' }),
  ],
};

const POOLER: Dashboard = {
  uid: 'platform-pooler',
  title: 'Platform: database pooler',
  tags: ['platform'],
  panels: [
    lines('Clients that wait for a connection', 'short', {
      expr: 'sum by (namespace, database) (pgbouncer_pools_client_waiting_connections)',
      legend: '{{namespace}} {{database}}',
    }),
    lines('Clients that are served', 'short', {
      expr: 'sum by (namespace, database) (pgbouncer_pools_client_active_connections)',
      legend: '{{namespace}} {{database}}',
    }),
    lines('Connections to the database', 'short', {
      expr: 'sum by (namespace, database) (pgbouncer_pools_server_active_connections)',
      legend: '{{namespace}} {{database}}',
    }),
    lines('Longest wait', 's', {
      expr: 'max by (namespace, database) (pgbouncer_pools_client_maxwait_seconds)',
      legend: '{{namespace}} {{database}}',
    }),
  ],
};

const COST: Dashboard = {
  uid: 'platform-cost',
  title: 'Platform: what is paid for and used',
  tags: ['platform', 'cost'],
  panels: [
    lines('Cores asked for by namespace', 'short', {
      expr: 'sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"})',
      legend: '{{namespace}}',
    }),
    lines('Share of asked cores that is used', 'percentunit', {
      expr: 'sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m])) / sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"})',
      legend: '{{namespace}}',
    }),
    lines('Share of nodes that is asked for', 'percentunit', {
      expr: 'sum(kube_pod_container_resource_requests{resource="cpu"}) / sum(kube_node_status_allocatable{resource="cpu"})',
      legend: 'cores',
    }),
    lines('Memory asked for by namespace', 'bytes', {
      expr: 'sum by (namespace) (kube_pod_container_resource_requests{resource="memory"})',
      legend: '{{namespace}}',
    }),
    lines('Volumes by namespace', 'bytes', {
      expr: 'sum by (namespace) (kubelet_volume_stats_capacity_bytes)',
      legend: '{{namespace}}',
    }),
    lines('Samples a second', 'short', {
      expr: 'sum(rate(prometheus_tsdb_head_samples_appended_total[5m]))',
      legend: 'samples',
    }),
  ],
};

const DELIVERY: Dashboard = {
  uid: 'platform-delivery',
  title: 'Platform: delivery (DORA)',
  tags: ['platform'],
  panels: [
    lines('Deployments a week', 'short', { expr: 'delivery:deployments:increase7d', legend: '{{name}}' }),
    {
      ...lines('Lead time in the cluster', 's', { expr: 'delivery:lead_time_seconds:mean7d', legend: '{{name}}' }),
      note: 'From the first canary pod until everybody has it. When a change was committed is not known in the cluster.',
    },
    lines('Changes that were taken back', 'percentunit', {
      expr: 'delivery:change_failure:ratio7d',
      legend: '{{name}}',
    }),
    lines('Time to restore', 's', { expr: 'delivery:time_to_restore_seconds:mean7d', legend: '{{service}}' }),
    lines('Applications that are not what Git says', 'short', {
      expr: 'count by (sync_status) (argocd_app_info{sync_status!="Synced"})',
      legend: '{{sync_status}}',
    }),
    lines('Canaries on their way', 'short', {
      expr: 'count by (phase) (rollout_info{phase!="Healthy"})',
      legend: '{{phase}}',
    }),
  ],
};

/** Dashboards of the platform's parts, the same in every location. */
export const PLATFORM_DASHBOARDS: readonly Dashboard[] = [MESH, KAFKA, POOLER, COST, DELIVERY];
