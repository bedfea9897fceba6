import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ARGOCD_NAMESPACE, LOCATION_CONTRACT } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { platformLabels } from '../labels.js';
import type { GitopsProps } from './applications-chart.js';

/**
 * What the environment promises and what its locations are made of, for the operators and add-ons that serve every
 * service: the counterpart of a service's runtime contract.
 */
export class LocationContractChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: GitopsProps) {
    super(scope, id, { namespace: ARGOCD_NAMESPACE, labels: platformLabels('gitops', platform, location) });
    const { description, kafka, data, recovery, retention, budget } = platform.environment;
    const jurisdiction = platform.jurisdictions.find(({ name }) => name === location.jurisdiction);
    const parts = {
      budget,
      capacity: {
        peak: jurisdiction?.peak,
        share: location.share,
        provisioned: location.provisioned,
        nodePools: location.nodePools.map(({ name, vcpu, memoryMib, minPerZone, maxPerZone }) => {
          return { name, vcpu, memoryMib, minPerZone, maxPerZone };
        }),
      },
      data,
      kafka: { driver: kafka.driver, bootstrap: kafka.bootstrap[location.name] },
      recovery,
      retention,
    };
    new k8s.KubeConfigMap(this, 'location-contract', {
      metadata: { name: LOCATION_CONTRACT, annotations: { 'finflow.io/description': description } },
      data: Object.fromEntries(
        Object.entries(parts).map(([name, part]) => [`${name}.json`, `${JSON.stringify(part, null, 2)}\n`]),
      ),
    });
  }
}
