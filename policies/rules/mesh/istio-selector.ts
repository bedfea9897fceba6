import type { ArtifactGraph } from '../../engine/graph.js';
import { isObject } from '../../engine/json.js';
import type { Manifest } from '../../engine/manifest.js';
import type { Workload } from '../../engine/workload.js';

/** Istio's default root namespace: policies in it apply to the whole mesh. */
export const ROOT_NAMESPACE = 'istio-system';

/** Whether an Istio object's `spec.selector` picks a pod; without one it picks every pod in reach. */
export function istioSelects(policy: Manifest, workload: Workload): boolean {
  const labels = policy.at('spec.selector.matchLabels');
  return isObject(labels) ? workload.isSelectedBy(labels) : true;
}

/** Objects of a kind that apply to a pod: of its own namespace, then of the mesh. */
export function istioPoliciesFor(
  kind: string,
  workload: Workload,
  graph: ArtifactGraph,
): { readonly own: readonly Manifest[]; readonly mesh: readonly Manifest[] } {
  const applying = (namespace: string) =>
    graph.inNamespace(kind, workload.location, namespace).filter((policy) => istioSelects(policy, workload));
  const own = applying(workload.namespace);
  return { own, mesh: workload.namespace === ROOT_NAMESPACE ? [] : applying(ROOT_NAMESPACE) };
}

/** Whether an Istio object is for some pods only. */
export const hasSelector = (policy: Manifest): boolean =>
  Object.keys(policy.map('spec.selector.matchLabels')).length > 0;
