import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { canaryService, stableService } from '../../services/definition/names.js';
import type { Service } from '../../services/definition/platform.js';
import { selectorLabels } from '../labels.js';

/**
 * Three Services: the one whose host callers know, and the two that the Rollout points at old and new pods. Argo Rollouts adds
 * the pod hash to the selectors of the last two.
 */
export function defineKubernetesServices(scope: Construct, service: Service): void {
  const { protocol, port } = service.runtime.ports.http;
  for (const name of [service.name, stableService(service.name), canaryService(service.name)])
    new k8s.KubeService(scope, `service-${name}`, {
      metadata: { name },
      spec: {
        type: 'ClusterIP',
        selector: selectorLabels(service.name),
        // Istio reads the protocol from the port's name.
        ports: [{ name: protocol, port, targetPort: k8s.IntOrString.fromString(protocol), protocol: 'TCP' }],
      },
    });
}
