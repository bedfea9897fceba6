import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import type { IProbe } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/Probe';
import type { IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor';
import type { Construct } from 'constructs';
import {
  ARGOCD_NAMESPACE,
  EXTERNAL_SECRETS_NAMESPACE,
  GATEWAY_NAMESPACE,
  MESH_NAMESPACE,
  MONITORING_NAMESPACE,
  PUBLIC_GATEWAY,
} from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels, selectorLabels } from '../labels.js';
import { AGENT_METRICS_PORT } from '../service/objectives-chart.js';
import type { ObservedLocation } from './observed-location.js';
import {
  CERT_MANAGER_NAMESPACE,
  LOGGING_NAMESPACE,
  ROLLOUTS_NAMESPACE,
} from '../../services/definition/platform-namespaces.js';

/** Port at which the edge, and so everybody else, reaches a location. */
const ORIGIN_PORT = 443;
/** Of Fluentd's own metrics and of the lines it counts. */
const LOG_SHIPPER_METRICS_PORT = 24_231;

/** Services of add-ons whose charts bring no monitor of their own: namespace, label `app.kubernetes.io/name`, port. */
const SERVICES = [
  { name: 'argocd-metrics', namespace: ARGOCD_NAMESPACE, app: 'argocd-metrics', port: 'http-metrics' },
  { name: 'argo-rollouts', namespace: ROLLOUTS_NAMESPACE, app: 'argo-rollouts', port: 'metrics' },
  {
    name: 'cert-manager',
    namespace: CERT_MANAGER_NAMESPACE,
    app: 'cert-manager',
    port: 'tcp-prometheus-servicemonitor',
  },
] as const;

/** What Prometheus scrapes of the platform itself; services bring their own PodMonitor. */
export class TargetsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, observed: ObservedLocation) {
    const { platform, location } = observed;
    super(scope, id, {
      namespace: MONITORING_NAMESPACE,
      labels: platformLabels('observability', platform, location),
    });
    for (const service of SERVICES) this.addService(service);
    this.addControlPlane();
    this.addPods('public-gateway', GATEWAY_NAMESPACE, PUBLIC_GATEWAY, AGENT_METRICS_PORT, '/stats/prometheus');
    this.addPods('fluentd', LOGGING_NAMESPACE, 'fluentd', LOG_SHIPPER_METRICS_PORT, '/metrics');
    this.addPods('external-secrets', EXTERNAL_SECRETS_NAMESPACE, 'external-secrets', 8080, '/metrics');
    for (const peer of observed.peers) this.addPeer(peer);
  }

  private addService({ name, namespace, app, port }: (typeof SERVICES)[number]): void {
    customResource<IServiceMonitor>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name },
      spec: {
        selector: { matchLabels: { ...selectorLabels(app) } },
        namespaceSelector: { matchNames: [namespace] },
        // The object that a sample is about, not the controller that reports it.
        endpoints: [{ port, interval: '30s', honorLabels: true }],
      },
    });
  }

  private addControlPlane(): void {
    customResource<IServiceMonitor>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'istiod' },
      spec: {
        selector: { matchLabels: { istio: 'pilot' } },
        namespaceSelector: { matchNames: [MESH_NAMESPACE] },
        endpoints: [{ port: 'http-monitoring', interval: '30s' }],
      },
    });
  }

  private addPods(name: string, namespace: string, app: string, portNumber: number, path: string): void {
    customResource<IPodMonitor>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name },
      spec: {
        selector: { matchLabels: { ...selectorLabels(app) } },
        namespaceSelector: { matchNames: [namespace] },
        podMetricsEndpoints: [{ portNumber, path, interval: '15s', honorLabels: true }],
      },
    });
  }

  /** A connection to the peer's public gateway, by the name under which the edge knows it. */
  private addPeer({ name, cloud, originHost }: ObservedLocation['peers'][number]): void {
    customResource<IProbe>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Probe',
      metadata: { name: `peer-${name}` },
      spec: {
        jobName: 'peer-locations',
        interval: '15s',
        module: 'tcp_connect',
        prober: { url: `blackbox-exporter.${MONITORING_NAMESPACE}.svc.cluster.local:9115` },
        targets: {
          staticConfig: {
            static: [`${originHost}:${ORIGIN_PORT}`],
            labels: { peer_location: name, peer_cloud: cloud },
          },
        },
      },
    });
  }
}
