import type { PlatformAlert } from '../alert.js';

const runbook = 'nodes-and-pods';

/** Nodes, volumes and pods, as kube-state-metrics, the kubelet and the node exporter see them. */
export const NODE_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'NodeNotReady',
    expr: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    forMinutes: 10,
    severity: 'ticket',
    summary: 'node {{ $labels.node }} has not been ready for 10 minutes',
    description: 'Its pods are replaced elsewhere; what they hold on local disks is lost when it does not come back.',
    runbook,
  },
  {
    name: 'NodesNotReady',
    expr: 'sum(kube_node_status_condition{condition="Ready",status="true"} == bool 0) / count(kube_node_status_condition{condition="Ready",status="true"}) > 0.3',
    forMinutes: 5,
    severity: 'page',
    summary: '{{ $value | humanizePercentage }} of the nodes are not ready',
    description: 'More than a zone is gone: the rest may not have room for what ran there.',
    runbook,
  },
  {
    name: 'NodeDiskFilling',
    expr: 'node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"} < 0.1',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $value | humanizePercentage }} of the disk of {{ $labels.instance }} is free',
    description: 'Below 10 % the kubelet deletes images and then evicts pods; log buffers lie on the same disk.',
    runbook,
  },
  {
    name: 'VolumeFilling',
    expr: 'kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.15 and predict_linear(kubelet_volume_stats_available_bytes[6h], 86400) < 0',
    forMinutes: 30,
    severity: 'page',
    summary: 'volume {{ $labels.persistentvolumeclaim }} of {{ $labels.namespace }} is full within a day',
    description:
      '{{ $value | humanizePercentage }} is free, and at the pace of the last 6 hours that lasts less than 24.',
    runbook,
  },
  {
    name: 'PodCrashLooping',
    expr: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[10m]) >= 1',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} crashes again and again',
    description: 'It has been restarted with growing pauses for 15 minutes.',
    runbook,
  },
  {
    name: 'PodsPending',
    expr: 'sum by (namespace) (kube_pod_status_phase{phase="Pending"}) > 0',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $value }} pods of {{ $labels.namespace }} have found no node for 15 minutes',
    description:
      'The pools are at their limit, a taint or a zone rule excludes every node, or an image cannot be pulled.',
    runbook,
  },
  {
    name: 'JobFailed',
    expr: 'kube_job_status_failed > 0 and on(namespace, job_name) (time() - kube_job_status_start_time < 86400)',
    severity: 'ticket',
    summary: 'job {{ $labels.job_name }} of {{ $labels.namespace }} has failed',
    description: 'Migrations, restore tests and index cleaners run as jobs; nothing repeats a failed one by itself.',
    runbook,
  },
  {
    name: 'AutoscalerAtLimit',
    expr: 'kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $labels.horizontalpodautoscaler }} of {{ $labels.namespace }} runs at its most replicas, {{ $value }}',
    description: 'More load would find no more pods; the capacity model allowed for the declared peak only.',
    runbook,
  },
];
