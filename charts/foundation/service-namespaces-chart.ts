import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Platform, Service } from '../../services/definition/platform.js';
import { ApplicationChart } from '../application-chart.js';
import { platformLabels, serviceLabels } from '../labels.js';
import { KEPT, type FoundationProps } from './platform-namespaces-chart.js';
import { podSecurityLabels } from './pod-security-labels.js';

/** The namespaces of services: their isolation level, and whom to call about what runs in them. A squad itself creates none. */
export class ServiceNamespacesChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location }: FoundationProps) {
    super(scope, id, { labels: platformLabels('foundation', platform, location) });
    for (const service of platform.services)
      if (service.locations.includes(location.name)) this.addNamespace(platform, location.name, service);
  }

  private addNamespace(platform: Platform, location: string, service: Service): void {
    const { name, kubernetes } = platform.environment;
    new k8s.KubeNamespace(this, service.name, {
      metadata: {
        name: service.derived.namespace,
        labels: {
          ...serviceLabels(service, name, location),
          ...podSecurityLabels(kubernetes.version),
          'istio-injection': 'enabled',
          ...costCenterLabel(platform, service),
        },
        annotations: {
          ...KEPT,
          'finflow.io/description': service.metadata.description,
          'finflow.io/oncall-schedule': service.oncall.schedule,
          'finflow.io/oncall-slack': service.oncall.slack,
          ...requestedExceptions(service),
          'finflow.io/residency': service.compliance.residency.join(','),
          'finflow.io/runbook': service.oncall.runbook,
        },
      },
    });
  }
}

/** Clouds allocate the cost of a cluster by the labels of its namespaces. */
function costCenterLabel({ teams }: Platform, { metadata }: Service): Record<string, string> {
  const owner = teams.find(({ name }) => name === metadata.owner);
  return owner === undefined ? {} : { 'finflow.io/cost-center': owner.costCenter };
}

/** What the squad asked compliance to waive; a request is visible where the service runs and approves nothing. */
function requestedExceptions({ exceptions }: Service): Record<string, string> {
  if (exceptions.length === 0) return {};
  const requests = exceptions.map(({ policy, ticket, reason }) => `${policy} (${ticket}): ${reason}`);
  return { 'finflow.io/requested-exceptions': requests.join('; ') };
}
