import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { ClusterOrder } from './cluster-order.js';
import { type Need, needsOf } from './needs.js';

/** Walks the waves in which Argo CD brings a cluster up from nothing, and asks of each object whether what it refers to is there by then. */
export const bringUpOrder = defineRule<Manifest>({
  id: 'GIT-004',
  area: 'gitops',
  severity: 'high',
  title: 'whatever an object refers to exists in an earlier or the same wave of its cluster',
  risk: 'a cluster that was lost does not come up again by itself, because something waits for what comes after it',
  fix: 'move the application to a later wave, or what it refers to into an earlier one (services/definition/platform-applications.ts)',
  population: 'every Kubernetes object of a cluster that has a root application',
  covers: ['Application', 'Namespace', 'PriorityClass'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.allManifests().filter(({ location }) => orderOf(graph, location).root !== undefined),
  check: (manifest, graph) => {
    const order = orderOf(graph, manifest.location);
    const wave = order.waveOf(manifest);
    if (wave === undefined)
      return fail(`no application deploys the folder ${manifest.application}`, { evidence: manifest.application });
    const faults = [...new Set(needsOf(manifest))].flatMap((need) => faultOf(need, wave, manifest, order));
    return faults.length === 0 ? pass() : faults;
  },
});

function faultOf(need: Need, wave: number, manifest: Manifest, order: ClusterOrder): readonly Verdict[] {
  if (isBootstrapped(need, order)) return [];
  const given = order.waveOfNeed(need);
  if (given === undefined) return [fail(`nothing in the cluster makes ${need}`, { evidence: need })];
  return given <= wave
    ? []
    : [fail(`comes in wave ${wave}, but ${need} only in wave ${given}`, { evidence: [need, manifest.id] })];
}

/** Whoever installs Argo CD by hand makes its namespace and its definitions; without them the root could not be applied either. */
function isBootstrapped(need: Need, { root }: ClusterOrder): boolean {
  return (
    need === `Namespace/${root?.namespace ?? ''}` ||
    ['Application', 'AppProject'].some((kind) => need === `CustomResourceDefinition/${kind}.argoproj.io`)
  );
}

const orders = new WeakMap<ArtifactGraph, Map<string, ClusterOrder>>();

function orderOf(graph: ArtifactGraph, location: string): ClusterOrder {
  const known = orders.get(graph) ?? new Map<string, ClusterOrder>();
  orders.set(graph, known);
  const order = known.get(location) ?? new ClusterOrder(graph, location);
  known.set(location, order);
  return order;
}
