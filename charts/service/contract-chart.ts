import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { contractName } from '../../services/definition/names.js';
import { ApplicationChart } from '../application-chart.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';
import type { RuntimeContract } from './runtime-contract.js';

/** The runtime contract as pods mount it. */
export class ContractChart extends ApplicationChart {
  constructor(scope: Construct, id: string, placement: Placement, contract: RuntimeContract) {
    const { platform, location, service } = placement;
    super(scope, id, {
      namespace: service.derived.namespace,
      labels: serviceLabels(service, platform.environment.name, location.name),
    });
    new k8s.KubeConfigMap(this, 'contract', {
      metadata: { name: contractName(service.name) },
      data: { ...contract },
    });
  }
}
