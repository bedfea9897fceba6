import { App } from 'cdk8s';
import { AccessChart } from '../mesh/access-chart.js';
import { EgressChart } from '../mesh/egress-chart.js';
import { NetworkChart } from '../mesh/network-chart.js';
import { TrafficChart } from '../mesh/traffic-chart.js';
import type { Placement } from '../placement.js';
import { ContractChart } from './contract-chart.js';
import { DeliveryChart } from './delivery-chart.js';
import { ObjectivesChart } from './objectives-chart.js';
import { contractChecksum, runtimeContract } from './runtime-contract.js';
import { SecretsChart } from './secrets-chart.js';
import { WorkloadChart } from './workload-chart.js';

/** Everything of one service in one location. An App of its own keeps the cost of cdk8s linear in the number of services. */
export function serviceApplication(placement: Placement): App {
  const app = new App();
  const contract = runtimeContract(placement);
  new ContractChart(app, 'contract', placement, contract);
  new SecretsChart(app, 'secrets', placement);
  new WorkloadChart(app, 'workload', placement, contractChecksum(contract));
  new NetworkChart(app, 'network', placement);
  new AccessChart(app, 'access', placement);
  new TrafficChart(app, 'traffic', placement);
  new EgressChart(app, 'egress', placement);
  new DeliveryChart(app, 'delivery', placement);
  new ObjectivesChart(app, 'objectives', placement);
  return app;
}
