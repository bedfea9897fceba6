import { MONITORING_NAMESPACE, priorityClass } from '../../services/definition/names.js';
import { metricsStoreSize, SCRAPE_SECONDS, STORED_COPIES } from '../observability/sizes/metrics-store-size.js';
import type { AddOnsOf } from './add-on.js';

/** VictoriaMetrics as a cluster: every sample in two zones, as long as the environment declares. */
export const metricsStore: AddOnsOf = ({ environment }, location) => {
  const { nodes, cores, memoryMib, diskGib } = metricsStoreSize(environment, location);
  // Two replicas of Prometheus deliver each sample twice.
  const deduplicate = { 'dedup.minScrapeInterval': `${SCRAPE_SECONDS}s` };
  const spread = (component: string) => [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: component } },
    },
  ];
  return [
    {
      release: 'victoria-metrics-cluster',
      wave: 'platform',
      namespace: MONITORING_NAMESPACE,
      values: {
        fullnameOverride: 'metrics',
        vmstorage: {
          fullnameOverride: 'metrics-vmstorage',
          replicaCount: nodes,
          retentionPeriod: `${environment.retention.metricsDays}d`,
          extraArgs: deduplicate,
          persistentVolume: { enabled: true, size: `${diskGib}Gi` },
          podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
          priorityClassName: priorityClass(1),
          topologySpreadConstraints: spread('vmstorage'),
          resources: {
            requests: { cpu: String(cores), memory: `${memoryMib}Mi` },
            limits: { memory: `${memoryMib}Mi` },
          },
          serviceMonitor: { enabled: true },
        },
        vminsert: {
          fullnameOverride: 'metrics-vminsert',
          replicaCount: 2,
          extraArgs: { replicationFactor: String(STORED_COPIES) },
          podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
          resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } },
          serviceMonitor: { enabled: true },
        },
        vmselect: {
          fullnameOverride: 'metrics-vmselect',
          replicaCount: 2,
          // A lost node hides nothing: every sample is on another one.
          extraArgs: { ...deduplicate, replicationFactor: String(STORED_COPIES) },
          podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
          resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '4Gi' } },
          serviceMonitor: { enabled: true },
        },
      },
    },
  ];
};
