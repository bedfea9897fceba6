import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { DashboardsChart } from './dashboards/dashboards-chart.js';
import { LoggingChart } from './logs/logging-chart.js';
import { observedLocation } from './observed-location.js';
import { PlatformRulesChart } from './platform-rules-chart.js';
import { AlertRoutingChart } from './routing/alert-routing-chart.js';
import { TargetsChart } from './targets-chart.js';

/** How a location is watched: what is scraped, what is alerted on, who is told, what is shown, and what becomes of its logs. */
export function observabilityApplication(platform: Platform, location: Location): App {
  const app = new App();
  const observed = observedLocation(platform, location);
  new TargetsChart(app, 'targets', observed);
  new PlatformRulesChart(app, 'rules', observed);
  new AlertRoutingChart(app, 'alert-routing', observed);
  new DashboardsChart(app, 'dashboards', observed);
  new LoggingChart(app, 'logging', observed);
  return app;
}
