import type { ArtifactGraph } from '../../engine/graph.js';
import { at } from '../../engine/json.js';
import type { Workload } from '../../engine/workload.js';

/** Why a pod gets no sidecar; nothing when Istio injects one. The pod's own label goes before its namespace's. */
export function whyWithoutSidecar(workload: Workload, graph: ArtifactGraph): string | undefined {
  if (at(workload.podSpec, 'hostNetwork') === true) return 'the pod uses the network of its node';
  const own = workload.podLabel('sidecar.istio.io/inject') ?? workload.podAnnotation('sidecar.istio.io/inject');
  if (own !== undefined && own !== 'true') return `the pod says sidecar.istio.io/inject: ${own}`;
  const namespace = graph
    .manifests('Namespace')
    .find((object) => object.location === workload.location && object.objectName === workload.namespace);
  const injection = namespace?.label('istio-injection');
  if (injection !== undefined && injection !== 'enabled') return `its namespace says istio-injection: ${injection}`;
  const revision = namespace?.label('istio.io/rev') ?? workload.podLabel('istio.io/rev');
  if (own === 'true' || injection === 'enabled' || revision !== undefined) return undefined;
  return 'neither the pod nor its namespace asks for injection';
}
