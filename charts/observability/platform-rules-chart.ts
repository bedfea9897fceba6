import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import type { Construct } from 'constructs';
import { MONITORING_NAMESPACE } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { customResource } from '../custom-resource.js';
import { platformLabels } from '../labels.js';
import type { ObservedLocation } from './observed-location.js';
import { platformRuleGroups } from './rules/platform-rule-groups.js';

/** What the platform squad is told about a location. */
export class PlatformRulesChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location, peers }: ObservedLocation) {
    super(scope, id, {
      namespace: MONITORING_NAMESPACE,
      labels: platformLabels('observability', platform, location),
    });
    customResource<IPrometheusRule>(this, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'platform' },
      spec: { groups: platformRuleGroups(peers.length > 0) },
    });
  }
}
