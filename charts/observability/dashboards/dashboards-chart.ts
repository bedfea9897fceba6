import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { MONITORING_NAMESPACE } from '../../../services/definition/names.js';
import { ApplicationChart } from '../../application-chart.js';
import { platformLabels } from '../../labels.js';
import type { ObservedLocation } from '../observed-location.js';
import { DASHBOARD_LABEL } from './dashboard-label.js';
import { dashboardJson } from './dashboard.js';
import { PLATFORM_DASHBOARDS } from './platform-dashboards.js';
import { serviceDashboard } from './service-dashboard.js';

/** Dashboards as ConfigMaps: one a service of the location, one a part of the platform. */
export class DashboardsChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location, services }: ObservedLocation) {
    super(scope, id, {
      namespace: MONITORING_NAMESPACE,
      labels: platformLabels('observability', platform, location),
    });
    for (const dashboard of [...PLATFORM_DASHBOARDS, ...services.map(serviceDashboard)])
      new k8s.KubeConfigMap(this, dashboard.uid, {
        metadata: { name: `dashboard-${dashboard.uid}`, labels: { [DASHBOARD_LABEL]: '1' } },
        data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
      });
  }
}
