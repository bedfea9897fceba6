import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { priorityClass } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { platformLabels } from '../labels.js';
import type { FoundationProps } from './platform-namespaces-chart.js';

const TIERS = [0, 1, 2, 3] as const;

/** Who makes room for whom in a full cluster, as after the loss of the other cloud. */
export class PrioritiesChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: FoundationProps) {
    super(scope, id, { labels: platformLabels('foundation', platform, location) });
    for (const tier of TIERS)
      new k8s.KubePriorityClass(this, `tier-${tier}`, {
        metadata: { name: priorityClass(tier) },
        value: (TIERS.length - tier) * 100_000,
        description: `Services of tier ${tier}`,
        preemptionPolicy: 'PreemptLowerPriority',
        globalDefault: false,
      });
  }
}
