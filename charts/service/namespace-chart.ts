import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ApplicationChart } from '../application-chart.js';
import { serviceLabels } from '../labels.js';
import type { Platform, Service } from '../../services/definition/platform.js';
import type { Placement } from '../placement.js';

/** The namespace of a service: its isolation level, and whom to call about what runs in it. */
export class NamespaceChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location, service }: Placement) {
    const { name, kubernetes } = platform.environment;
    super(scope, id, { labels: serviceLabels(service, name, location.name) });
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name: service.derived.namespace,
        labels: {
          ...podSecurityLabels(kubernetes.version),
          'istio-injection': 'enabled',
          ...costCenterLabel(platform, service),
        },
        annotations: {
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

/** Pod Security "restricted" in the rules of one Kubernetes version, so that an upgrade cannot change the verdict by itself. */
export function podSecurityLabels(kubernetesVersion: string): Record<string, string> {
  const modes = ['enforce', 'audit', 'warn'];
  return Object.fromEntries(
    modes.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
    ]),
  );
}
