import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, notApplicable, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { textsAt } from '../../../engine/json.js';

/** Compares the host names that a location answers for with those that its jurisdiction publishes. */
export const publishedHosts = defineRule<Manifest>({
  id: 'MESH-006',
  area: 'mesh',
  severity: 'high',
  title: 'gateways and their routes answer only for hosts that the jurisdiction publishes',
  risk: 'a service is reachable under a name that no firewall rule, certificate or review knows',
  fix: 'declare the host under the jurisdiction, or take the route off the gateway',
  population: 'every Gateway, and every VirtualService bound to one',
  covers: ['Gateway', 'VirtualService'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.manifests('Gateway', 'VirtualService'),
  check: (object, graph) => {
    const gateways = object.texts('spec.gateways').filter((gateway) => gateway !== 'mesh');
    if (object.kind === 'VirtualService' && gateways.length === 0)
      return notApplicable('it routes inside the mesh only');
    const hosts = object.kind === 'VirtualService' ? object.texts('spec.hosts') : gatewayHosts(object);
    // A route may serve callers inside and outside: its names inside the cluster are published nowhere.
    const outside = hosts.filter((host) => !host.endsWith('.svc.cluster.local'));
    const published = publishedAt(object.location, graph);
    const foreign = outside.filter((host) => !published.has(host));
    return foreign.length === 0
      ? pass()
      : foreign.map((host) => fail(`answers for ${host}, which is not published here`, { evidence: host }));
  },
});

const gatewayHosts = (gateway: Manifest): readonly string[] => [
  ...gateway
    .list('spec.servers')
    .flatMap((server) => textsAt(server, 'hosts'))
    .map((host) => host.slice(host.indexOf('/') + 1)),
  ...gateway.list('spec.listeners').flatMap((listener) => textsAt(listener, 'hostname')),
];

/** Public hosts of the jurisdiction, the stable origin name, and the administration tools of the location. */
function publishedAt(location: string, graph: ArtifactGraph): ReadonlySet<string> {
  const { domain, edge } = graph.intent.platform.environment;
  const origin = graph.intent.location(location)?.originHost;
  return new Set([
    ...Object.values(graph.intent.jurisdictionOf(location)?.hosts ?? {}),
    ...(origin === undefined ? [] : [origin]),
    ...(edge?.tools ?? []).map((tool) => `${tool}-${location}.${domain}`),
  ]);
}
