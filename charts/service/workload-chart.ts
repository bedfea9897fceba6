import type { Construct } from 'constructs';
import { ApplicationChart } from '../application-chart.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import { defineScaling } from './autoscaling.js';
import { defineKubernetesServices } from './kubernetes-services.js';
import { defineRollout } from './rollout.js';
import { defineServiceAccount } from './service-account.js';

/** What runs: identity, addresses, pods and how many of them. */
export class WorkloadChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement, contractChecksum: string) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    defineServiceAccount(this, service, location);
    defineKubernetesServices(this, service);
    defineRollout(this, placement, contractChecksum);
    defineScaling(this, service);
  }
}
