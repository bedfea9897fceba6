import type { IAlertmanager } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Alertmanager';
import type { IPrometheus } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Prometheus';
import { MONITORING_NAMESPACE, priorityClass, toolHost } from '../../services/definition/names.js';
import { ALERT_ROUTING, METRICS_WRITE_URL } from '../../services/definition/observability-names.js';
import type { Location, Platform } from '../../services/definition/platform.js';
import { SCRAPE_SECONDS, WRITERS } from '../observability/sizes/metrics-store-size.js';
import type { AddOnsOf } from './add-on.js';

/** Alerts look back three days at most; what is older is in the long-term store. */
const LOCAL_DAYS = 5;
const LOCAL_DISK = '150Gi';

/**
 * The operator, Prometheus and Alertmanager, and what reports about nodes and objects. Rules and dashboards of the chart are off: each
 * alert here has a runbook of ours.
 */
export const prometheusStack: AddOnsOf = (platform, location) => [
  {
    release: 'kube-prometheus-stack',
    wave: 'operators',
    namespace: MONITORING_NAMESPACE,
    values: {
      fullnameOverride: 'prometheus-stack',
      defaultRules: { create: false },
      grafana: { enabled: false },
      kubeEtcd: { enabled: false },
      kubeControllerManager: { enabled: false },
      kubeScheduler: { enabled: false },
      kubeProxy: { enabled: false },
      prometheusOperator: { admissionWebhooks: { certManager: { enabled: true } } },
      'prometheus-node-exporter': { priorityClassName: 'system-node-critical' },
      prometheus: { prometheusSpec: prometheus(platform, location) },
      alertmanager: { alertmanagerSpec: alertmanager(platform, location) },
    },
  },
];

type PrometheusSpec = Omit<NonNullable<IPrometheus['spec']>, 'storage'> & {
  readonly storageSpec: Volume;
  readonly replicaExternalLabelNameClear: boolean;
} & Readonly<Record<`${Selected}SelectorNilUsesHelmValues`, boolean>>;
type Selected = 'serviceMonitor' | 'podMonitor' | 'rule' | 'probe' | 'scrapeConfig';
interface Volume {
  readonly volumeClaimTemplate: { readonly spec: { readonly resources: { readonly requests: { storage: string } } } };
}

/** The chart calls `storage` `storageSpec` and adds switches of its own; all else is the custom resource's. */
const prometheus = ({ environment }: Platform, location: Location): PrometheusSpec => ({
  replicas: WRITERS,
  scrapeInterval: `${SCRAPE_SECONDS}s`,
  evaluationInterval: `${SCRAPE_SECONDS}s`,
  retention: `${LOCAL_DAYS}d`,
  storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: LOCAL_DISK } } } } },
  // Whatever a squad deploys into its namespace is scraped and evaluated; what it may deploy, its project says.
  serviceMonitorSelectorNilUsesHelmValues: false,
  podMonitorSelectorNilUsesHelmValues: false,
  ruleSelectorNilUsesHelmValues: false,
  probeSelectorNilUsesHelmValues: false,
  scrapeConfigSelectorNilUsesHelmValues: false,
  serviceMonitorSelector: {},
  serviceMonitorNamespaceSelector: {},
  podMonitorSelector: {},
  podMonitorNamespaceSelector: {},
  ruleSelector: {},
  ruleNamespaceSelector: {},
  probeSelector: {},
  probeNamespaceSelector: {},
  externalLabels: {
    environment: environment.name,
    jurisdiction: location.jurisdiction,
    location: location.name,
    cloud: location.cloud,
  },
  // Replicas write the same series, so that the store can tell equal samples.
  replicaExternalLabelNameClear: true,
  remoteWrite: [
    {
      url: METRICS_WRITE_URL,
      queueConfig: { maxShards: 20, maxSamplesPerSend: 5000, capacity: 20_000 },
    },
  ],
  enableFeatures: ['memory-snapshot-on-shutdown'],
  priorityClassName: priorityClass(1),
  topologySpreadConstraints: [acrossZones('prometheus')],
  resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '12Gi' } },
});

type AlertmanagerSpec = Omit<NonNullable<IAlertmanager['spec']>, 'storage'> & { readonly storage: Volume };

const alertmanager = ({ environment }: Platform, location: Location): AlertmanagerSpec => ({
  replicas: WRITERS,
  retention: '120h',
  // Silences survive a restart.
  storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } } } } },
  externalUrl: `https://${toolHost('grafana', location.name, environment.domain)}/alerting`,
  // The routing of the whole location, not of one namespace.
  alertmanagerConfiguration: { name: ALERT_ROUTING },
  priorityClassName: priorityClass(0),
  topologySpreadConstraints: [acrossZones('alertmanager')],
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
});

const acrossZones = (application: string) => ({
  maxSkew: 1,
  topologyKey: 'topology.kubernetes.io/zone',
  whenUnsatisfiable: 'ScheduleAnyway' as const,
  labelSelector: { matchLabels: { 'app.kubernetes.io/name': application } },
});
