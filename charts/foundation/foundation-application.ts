import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { PlatformNamespacesChart } from './platform-namespaces-chart.js';
import { PrioritiesChart } from './priorities-chart.js';
import { ServiceNamespacesChart } from './service-namespaces-chart.js';

/** What everything else of a location stands in or refers to by name, so it comes first and is owned by the platform squad alone. */
export function foundationApplication(platform: Platform, location: Location): App {
  const app = new App();
  new PlatformNamespacesChart(app, 'platform-namespaces', { platform, location });
  new ServiceNamespacesChart(app, 'service-namespaces', { platform, location });
  new PrioritiesChart(app, 'priorities', { platform, location });
  return app;
}
