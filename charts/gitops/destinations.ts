import { ARGOCD_NAMESPACE, GATEWAY_NAMESPACE } from '../../services/definition/names.js';
import type { PlannedApplication, Service } from '../../services/definition/platform.js';

/** Every location runs its own Argo CD, so it deploys to its own cluster only and survives the loss of every other one. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Where objects without a namespace of their own would go. */
export function destinationNamespace({ application }: PlannedApplication, service: Service | undefined): string {
  if (service !== undefined) return service.derived.namespace;
  return application === 'gitops' ? ARGOCD_NAMESPACE : GATEWAY_NAMESPACE;
}
