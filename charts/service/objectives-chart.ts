import type { IPodMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitor';
import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import type { Construct } from 'constructs';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { selectorLabels, serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { kitAlerts } from './kit-alerts.js';
import { requestRules } from './request-rules.js';
import { burnRateAlerts, lagAlerts, recordingRules } from './service-level-rules.js';

/** What is measured of a service, and when its people are called. */
export class ObjectivesChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    this.addPodMonitor(placement);
    this.addRules(placement);
  }

  /** The agent's port serves the program's and the proxy's metrics together, outside of mutual TLS. */
  private addPodMonitor({ service }: Placement): void {
    customResource<IPodMonitor>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: service.name },
      spec: {
        selector: { matchLabels: { ...selectorLabels(service.name) } },
        podTargetLabels: ['rollouts-pod-template-hash'],
        podMetricsEndpoints: [{ portNumber: AGENT_METRICS_PORT, path: '/stats/prometheus', interval: '15s' }],
      },
    });
  }

  private addRules(placement: Placement): void {
    const { service } = placement;
    const groups = [
      { name: `${service.name}.service-levels`, rules: recordingRules(service) },
      { name: `${service.name}.burn-rates`, rules: burnRateAlerts(service) },
      { name: `${service.name}.consumer-lag`, rules: lagAlerts(service) },
      { name: `${service.name}.program`, rules: kitAlerts(service) },
      { name: `${service.name}.requests`, rules: requestRules(service) },
    ].filter(({ rules }) => rules.length > 0);
    if (groups.length === 0) return;
    customResource<IPrometheusRule>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: service.name },
      spec: { groups },
    });
  }
}

/** Port of Istio's agent on which merged metrics are served. */
export const AGENT_METRICS_PORT = 15_020;
