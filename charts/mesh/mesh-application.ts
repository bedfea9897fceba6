import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { GatewayChart } from './gateway-chart.js';
import { GatewayNetworkChart } from './gateway-network-chart.js';
import { MeshDefaultsChart } from './mesh-defaults-chart.js';
import { StrangledSystemsChart } from './strangled-systems-chart.js';
import { meshLocation } from './mesh-location.js';

/** What a location's services share: the defaults of the mesh and the public gateway. */
export function meshApplication(platform: Platform, location: Location): App {
  const app = new App();
  const props = meshLocation(platform, location);
  new MeshDefaultsChart(app, 'defaults', props);
  new GatewayChart(app, 'gateway', props);
  new GatewayNetworkChart(app, 'gateway-network', props);
  if (props.strangled.length > 0) new StrangledSystemsChart(app, 'strangled-systems', props);
  return app;
}
