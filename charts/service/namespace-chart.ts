import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ApplicationChart } from '../application-chart.js';
import { serviceLabels } from '../labels.js';
import type { Placement } from '../placement.js';

/** The namespace of a service: its isolation level, and whom to call about what runs in it. */
export class NamespaceChart extends ApplicationChart {
  constructor(scope: Construct, id: string, { platform, location, service }: Placement) {
    const { name, kubernetes } = platform.environment;
    super(scope, id, { labels: serviceLabels(service, name, location.name) });
    new k8s.KubeNamespace(this, 'namespace', {
      metadata: {
        name: service.derived.namespace,
        labels: { ...podSecurityLabels(kubernetes.version), 'istio-injection': 'enabled' },
        annotations: {
          'finflow.io/description': service.metadata.description,
          'finflow.io/oncall-schedule': service.oncall.schedule,
          'finflow.io/oncall-slack': service.oncall.slack,
          'finflow.io/residency': service.compliance.residency.join(','),
          'finflow.io/runbook': service.oncall.runbook,
        },
      },
    });
  }
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
