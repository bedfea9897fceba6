import { App } from 'cdk8s';
import type { Location, Platform } from '../../services/definition/platform.js';
import { AddOnsChart } from './add-ons-chart.js';
import { ApplicationsChart, RootChart } from './applications-chart.js';
import { LocationContractChart } from './location-contract-chart.js';
import { ProjectsChart } from './projects-chart.js';

/** What a location's Argo CD deploys, and what each squad may do with it. */
export function gitopsApplication(platform: Platform, location: Location): App {
  const app = new App();
  new ProjectsChart(app, 'projects', { platform, location });
  new RootChart(app, 'root', { platform, location });
  new AddOnsChart(app, 'add-ons', { platform, location });
  new ApplicationsChart(app, 'applications', { platform, location });
  new LocationContractChart(app, 'location-contract', { platform, location });
  return app;
}
