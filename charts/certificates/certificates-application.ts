import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { GatewayCertificateChart } from './gateway-certificate-chart.js';

/** Who signs certificates in a location, and those that the platform itself shows to the outside. */
export function certificatesApplication(platform: Platform, location: Location): App {
  const app = new App();
  new GatewayCertificateChart(app, 'public-gateway', { platform, location });
  return app;
}
