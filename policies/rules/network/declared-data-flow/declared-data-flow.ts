import { contains, isWithin, parseRange } from '../../../engine/address-range.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { listAt, numberAt, textAt } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { declaredNeighbours } from './declared-neighbours.js';
import { type Opening, openingsOf } from './policy-peers.js';

/** Compares what network policies allow with who declared to call whom, in both directions. */
export const declaredDataFlow = defineRule<Declared<DeclaredService>>({
  id: 'NET-005',
  area: 'network',
  severity: 'high',
  title: 'network policies allow exactly the declared calls between services',
  risk: 'a service that was taken over reaches neighbours that it has no business with',
  fix: 'declare the call in the definition of both services, or remove the opening',
  population: 'every declared service in every location it is placed in',
  covers: ['NetworkPolicy'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: (subject, graph) => {
    const { value: service, location } = subject;
    const { namespace } = service.derived;
    const workloads = graph
      .workloads()
      .filter((workload) => workload.location === location && workload.namespace === namespace);
    if (workloads.length === 0) return fail(`no workload runs in ${namespace}`, { evidence: null });
    const policies = graph.inNamespace('NetworkPolicy', location, namespace);
    const openings = {
      ingress: workloads.flatMap((workload) => openingsOf(workload, policies, 'ingress')),
      egress: workloads.flatMap((workload) => openingsOf(workload, policies, 'egress')),
    };
    const { callers, callees } = declaredNeighbours(service, location, graph);
    return gravest([
      ...[...openings.ingress, ...openings.egress].map((opening) => judgeBreadth(opening, location, graph)),
      ...judgeNeighbours(openings.ingress, callers, service, 'reached from', graph),
      ...judgeNeighbours(openings.egress, callees, service, 'able to reach', graph),
      ...openings.ingress.map((opening) => judgePorts(opening, portsOf(service, workloads))),
    ]);
  },
});

function judgePorts({ ports, policy, peer }: Opening, declared: ReadonlySet<string | number>): Verdict {
  if (peer.kind !== 'namespace') return pass();
  if (ports.length === 0)
    return fail(`policy ${policy} opens every port to ${peer.namespace}`, { evidence: peer.namespace });
  const stray = ports.filter((port) => !declared.has(port));
  return stray.length === 0
    ? pass()
    : fail(`policy ${policy} opens ports nobody declared: ${stray.join(', ')}`, { evidence: stray });
}

/** Between namespaces of services, what is open and what is declared must be the same set. */
function judgeNeighbours(
  openings: readonly Opening[],
  declared: readonly string[],
  service: DeclaredService,
  relation: string,
  graph: ArtifactGraph,
): readonly Verdict[] {
  const open = openings
    .flatMap(({ peer }) => (peer.kind === 'namespace' ? [peer.namespace] : []))
    .filter((namespace) => namespace !== service.derived.namespace)
    .filter((namespace) => graph.intent.serviceOfNamespace(namespace) !== undefined);
  const extra = [...new Set(open)].filter((namespace) => !declared.includes(namespace));
  const missing = [...new Set(declared)].filter((namespace) => !open.includes(namespace));
  const finding = (message: string, namespace: string): Verdict =>
    fail(`${service.name} is ${message}`, { evidence: namespace, source: `services[${service.name}].calls` });
  return [
    ...extra.map((namespace) => finding(`${relation} ${namespace}, which nobody declared`, namespace)),
    ...missing.map((namespace) => finding(`not ${relation} ${namespace}, although it is declared`, namespace)),
  ];
}

/** Openings that name nobody in particular: all namespaces, or ranges that hold every pod of the location. */
function judgeBreadth({ peer, policy, direction }: Opening, location: string, graph: ArtifactGraph): Verdict {
  if (peer.kind === 'everybody')
    return fail(`policy ${policy} allows ${direction} with everybody`, { evidence: policy });
  if (peer.kind === 'namespace') return pass();
  const pods = parseRange(graph.intent.location(location)?.addresses.pods ?? '');
  const range = parseRange(peer.cidr);
  if (pods === undefined || range === undefined || !contains(range, pods)) return pass();
  const excepted = isWithin(graph.intent.location(location)?.addresses.pods ?? '', peer.except);
  return excepted
    ? pass()
    : fail(`policy ${policy} allows ${direction} with every pod by ${peer.cidr}`, { evidence: peer.cidr });
}

/** Ports a service declares, by number and by the names its containers give them, and those of its sidecar. */
function portsOf(service: DeclaredService, workloads: readonly Workload[]): ReadonlySet<string | number> {
  const { http, metrics } = service.runtime.ports;
  const declared = [http.port, metrics.port];
  const names = workloads
    .flatMap(({ containers }) => containers)
    .flatMap(({ object }) => listAt(object, 'ports'))
    .filter((port) => declared.includes(numberAt(port, 'containerPort') ?? 0))
    .flatMap((port) => textAt(port, 'name') ?? []);
  return new Set([...declared, ...names, ...SIDECAR_PORTS]);
}

/** Ports at which Istio's sidecar offers telemetry, health and tunnelled traffic (istio.io/latest/docs/ops/deployment/application-requirements). */
const SIDECAR_PORTS = [15006, 15008, 15020, 15021, 15090];
