import type { ArtifactGraph } from '../../engine/graph.js';
import type { DeclaredService } from '../../engine/intent-schema.js';
import type { Workload } from '../../engine/workload.js';

const SCALED_KINDS = ['Rollout', 'Deployment', 'StatefulSet'];

/** The workloads of a service that keep running and can have replicas. */
export const scaledWorkloads = (
  service: DeclaredService,
  location: string,
  graph: ArtifactGraph,
): readonly Workload[] =>
  graph
    .workloads()
    .filter((workload) => workload.location === location && workload.namespace === service.derived.namespace)
    .filter(({ kind }) => SCALED_KINDS.includes(kind));
