import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { AdmissionChart } from './admission-chart.js';

/** What the API server itself refuses in the namespaces of services, whoever asks. */
export function admissionApplication(platform: Platform, location: Location): App {
  const app = new App();
  new AdmissionChart(app, 'service-pods', { platform, location });
  return app;
}
