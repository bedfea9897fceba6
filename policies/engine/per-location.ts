import type { ArtifactGraph } from './graph.js';

/**
 * Remembers what a rule needs to know about a whole location, so that a thousand services there cost one look at it.
 * A graph never changes, and what is remembered goes with it.
 */
export function perLocation<T>(
  compute: (location: string, graph: ArtifactGraph) => T,
): (location: string, graph: ArtifactGraph) => T {
  const known = new WeakMap<ArtifactGraph, Map<string, { readonly value: T }>>();
  return (location, graph) => {
    const locations = known.get(graph) ?? new Map<string, { readonly value: T }>();
    known.set(graph, locations);
    const remembered = locations.get(location) ?? { value: compute(location, graph) };
    locations.set(location, remembered);
    return remembered.value;
  };
}
