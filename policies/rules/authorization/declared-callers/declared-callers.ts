import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredCall, DeclaredService } from '../../../engine/intent-schema.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { istioSelects, ROOT_NAMESPACE } from '../../mesh/istio-selector.js';
import { grantsOf, isBelow, type RequestGrant, samePathNotation } from '../request-grants.js';
import { tokenKeysOf } from '../token-keys.js';

/** A service in one of its locations. */
interface Place {
  readonly service: DeclaredService;
  readonly location: string;
}

/** Compares who may call a service, and what, with the callers that both sides declared. */
export const declaredCallers = defineRule<Declared<DeclaredService>>({
  id: 'AUTHZ-002',
  area: 'authz',
  severity: 'critical',
  title: 'a service answers exactly its declared callers, for exactly the declared operations',
  risk: 'a compromised service calls one that it never needed, or an operation nobody reviewed',
  fix: 'declare the caller under expose.callers and the call under calls, or remove the grant',
  population: 'every declared service in every location it is placed in',
  covers: ['AuthorizationPolicy'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const read = policiesOf({ service, location }, graph).map(grantsOf);
    const grants = read.flatMap((one) => one.grants);
    const source = `services[${service.name}].expose.callers`;
    const faults = [
      ...read.flatMap((one) => one.mistakes).map((mistake) => fail(mistake, { evidence: mistake, source })),
      ...grants.flatMap((grant) => sourceFaults(grant, { service, location }, graph)),
      ...operationFaults(grants, { service, location }, graph),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});

/** ALLOW policies that reach the service's pods; where there are no pods yet, all of its namespace. */
function policiesOf({ service, location }: Place, graph: ArtifactGraph): readonly Manifest[] {
  const { namespace } = service.derived;
  const pods = graph.workloads().filter((pod) => pod.location === location && pod.namespace === namespace);
  return [namespace, ROOT_NAMESPACE]
    .flatMap((name) => graph.inNamespace('AuthorizationPolicy', location, name))
    .filter((policy) => (policy.text('spec.action') ?? 'ALLOW') === 'ALLOW')
    .filter((policy) => pods.length === 0 || pods.some((pod) => istioSelects(policy, pod)));
}

function sourceFaults(grant: RequestGrant, place: Place, graph: ArtifactGraph): readonly Verdict[] {
  const { service } = place;
  const source = `services[${service.name}].expose.callers`;
  if (grant.principals.length === 0)
    return [
      fail(`${grant.policy.name} names no principals: any workload may call`, { evidence: grant.policy.id, source }),
    ];
  const { trustDomain } = graph.intent.platform.environment;
  return grant.principals.flatMap((principal) => {
    const says = (what: string): Verdict =>
      fail(`${principal} ${what}`, { evidence: [principal, [...grant.methods], [...grant.paths]], source });
    if (principal.includes('*')) return [says('is a wildcard: it names no caller')];
    if (!principal.startsWith(`${trustDomain}/ns/`)) return [says(`is outside the trust domain ${trustDomain}`)];
    if (isKeyFetch(grant, principal, place, graph)) return [];
    if (principal === service.derived.principal)
      return isRead(grant) ? [] : [says('is the service itself, and may change something')];
    if (callersOf(place, graph).some((call) => call.principal === principal)) return [];
    if (serviceOf(principal, graph) !== undefined) return [says('is not a declared caller')];
    return isForPlatform(grant, service) ? [] : [says('is no service, and gets more than published paths or metrics')];
  });
}

/** Calls that both sides declared, of callers that run in the same location. */
const callersOf = ({ service, location }: Place, graph: ArtifactGraph): readonly DeclaredCall[] =>
  graph.intent
    .callsTo(service.name)
    .filter(({ caller }) => graph.intent.service(caller)?.locations.includes(location) === true);

const namespaceOf = (principal: string): string => principal.split('/ns/')[1]?.split('/')[0] ?? '';
const serviceOf = (principal: string, graph: ArtifactGraph): DeclaredService | undefined =>
  graph.intent.serviceOfNamespace(namespaceOf(principal));
const isRead = ({ methods }: RequestGrant): boolean => methods.every((method) => method === 'GET');

/** A proxy that verifies tokens fetches the keys from their issuer, whether or not its service calls it. */
function isKeyFetch(
  grant: RequestGrant,
  principal: string,
  { service, location }: Place,
  graph: ArtifactGraph,
): boolean {
  const keys = tokenKeysOf(service, location, graph);
  const isService = serviceOf(principal, graph) !== undefined;
  const fetched = keys.filter(({ namespace }) => !isService || namespace === namespaceOf(principal));
  return isRead(grant) && grant.paths.every((path) => fetched.some((key) => key.path === path));
}

/** Gateways get the published paths; scrapers get the metrics port. */
function isForPlatform(grant: RequestGrant, service: DeclaredService): boolean {
  const metrics = String(service.runtime.ports.metrics.port);
  if (grant.ports.every((port) => port === metrics)) return true;
  return grant.paths.every((path) => service.expose.public.some((published) => isBelow(path, published.path)));
}

function operationFaults(grants: readonly RequestGrant[], place: Place, graph: ArtifactGraph): readonly Verdict[] {
  const source = `services[${place.service.name}].expose.callers`;
  return callersOf(place, graph).flatMap(({ caller, principal, operations }) => {
    const own = grants.filter(({ principals }) => principals.includes(principal));
    const granted = pairsOf(own.filter((grant) => !isKeyFetch(grant, principal, place, graph)));
    const declared = pairsOf(operations.map(({ methods, path }) => ({ methods, paths: [path] })));
    return [
      ...[...granted]
        .filter((pair) => !declared.has(pair))
        .map((pair) => fail(`${caller} may send ${pair}, which is not declared`, { evidence: [caller, pair], source })),
      ...[...declared]
        .filter((pair) => !granted.has(pair))
        .map((pair) => fail(`${caller} may not send ${pair}, which is declared`, { evidence: [caller, pair], source })),
    ];
  });
}

const pairsOf = (
  operations: readonly { readonly methods: readonly string[]; readonly paths: readonly string[] }[],
): ReadonlySet<string> =>
  new Set(
    operations.flatMap(({ methods, paths }) =>
      methods.flatMap((method) => paths.map((path) => `${method} ${samePathNotation(path)}`)),
    ),
  );
