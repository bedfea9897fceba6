import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { istioSelects, ROOT_NAMESPACE } from '../../mesh/istio-selector.js';
import { grantsOf, isBelow, type RequestGrant, samePathNotation } from '../request-grants.js';

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
    const read = policiesOf(service, location, graph).map(grantsOf);
    const grants = read.flatMap((one) => one.grants);
    const source = `services[${service.name}].expose.callers`;
    const faults = [
      ...read.flatMap((one) => one.mistakes).map((mistake) => fail(mistake, { evidence: mistake, source })),
      ...grants.flatMap((grant) => sourceFaults(grant, service, graph)),
      ...operationFaults(grants, service, graph),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});

/** ALLOW policies that reach the service's pods; where there are no pods yet, all of its namespace. */
function policiesOf(service: DeclaredService, location: string, graph: ArtifactGraph) {
  const { namespace } = service.derived;
  const pods = graph.workloads().filter((pod) => pod.location === location && pod.namespace === namespace);
  return [namespace, ROOT_NAMESPACE]
    .flatMap((name) => graph.inNamespace('AuthorizationPolicy', location, name))
    .filter((policy) => (policy.text('spec.action') ?? 'ALLOW') === 'ALLOW')
    .filter((policy) => pods.length === 0 || pods.some((pod) => istioSelects(policy, pod)));
}

function sourceFaults(grant: RequestGrant, service: DeclaredService, graph: ArtifactGraph): readonly Verdict[] {
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
    if (graph.intent.callsTo(service.name).some((call) => call.principal === principal)) return [];
    if (isService(principal, graph)) return [says('is not a declared caller')];
    return isForPlatform(grant, service) ? [] : [says('is no service, and gets more than published paths or metrics')];
  });
}

const isService = (principal: string, graph: ArtifactGraph): boolean =>
  graph.intent.serviceOfNamespace(principal.split('/ns/')[1]?.split('/')[0] ?? '') !== undefined;

/** Gateways get the published paths; scrapers get the metrics port. */
function isForPlatform(grant: RequestGrant, service: DeclaredService): boolean {
  const metrics = String(service.runtime.ports.metrics.port);
  if (grant.ports.every((port) => port === metrics)) return true;
  return grant.paths.every((path) => service.expose.public.some((published) => isBelow(path, published.path)));
}

function operationFaults(
  grants: readonly RequestGrant[],
  service: DeclaredService,
  graph: ArtifactGraph,
): readonly Verdict[] {
  const source = `services[${service.name}].expose.callers`;
  return graph.intent.callsTo(service.name).flatMap(({ caller, principal, operations }) => {
    const granted = pairsOf(grants.filter(({ principals }) => principals.includes(principal)));
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
