import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { ROOT_NAMESPACE } from '../../mesh/istio-selector.js';
import { grantsOf, isBelow, type RequestGrant } from '../request-grants.js';

/**
 * A RequestAuthentication refuses bad tokens and lets requests without one pass: only a policy that asks for request
 * principals closes that door.
 */
export const requiredTokens = defineRule<Declared<DeclaredService>>({
  id: 'AUTHZ-003',
  area: 'authz',
  severity: 'critical',
  title: 'a published route that is not anonymous requires a valid token',
  risk: 'a request without any token is served, because only wrong tokens are refused',
  fix: 'add a RequestAuthentication and require requestPrincipals in the rule that admits the gateway',
  population: 'declared services with a published route that is not anonymous, in every location',
  covers: ['RequestAuthentication', 'AuthorizationPolicy'],
  crossDomain: true,
  waivable: true,
  select: (graph) =>
    graph.intent.placements().filter(({ value }) => value.expose.public.some(({ anonymous }) => !anonymous)),
  check: ({ value: service, location }, graph) => {
    const source = `services[${service.name}].expose.public`;
    const { namespace } = service.derived;
    const authentications = [namespace, ROOT_NAMESPACE].flatMap((name) =>
      graph.inNamespace('RequestAuthentication', location, name),
    );
    if (!authentications.some(verifies))
      return fail('no RequestAuthentication verifies tokens', { evidence: null, source });
    const open = openGrants(service, location, graph);
    return open.length === 0
      ? pass()
      : open.map((grant): Verdict =>
          fail(`${grant.policy.name} admits ${grant.paths.join(', ')} without a token`, {
            evidence: [grant.policy.id, [...grant.paths]],
            source,
          }),
        );
  },
});

const verifies = (authentication: Manifest): boolean =>
  authentication.list('spec.jwtRules').some((rule) => textAt(rule, 'issuer') !== undefined);

/** Grants to the gateways, or to anyone, that reach a protected route and ask for no token. */
function openGrants(service: DeclaredService, location: string, graph: ArtifactGraph): readonly RequestGrant[] {
  const published = service.expose.public;
  const isProtected = (path: string): boolean => {
    const routes = published.filter((route) => isBelow(path, route.path) || isBelow(route.path, path) || path === '*');
    return routes.some(({ anonymous }) => !anonymous);
  };
  const isCaller = (principal: string): boolean =>
    graph.intent.callsTo(service.name).some((call) => call.principal === principal);
  const metrics = String(service.runtime.ports.metrics.port);
  return graph
    .inNamespace('AuthorizationPolicy', location, service.derived.namespace)
    .filter((policy) => (policy.text('spec.action') ?? 'ALLOW') === 'ALLOW')
    .flatMap((policy) => grantsOf(policy).grants)
    .filter(({ ports }) => !ports.every((port) => port === metrics))
    .filter(({ principals }) => principals.length === 0 || principals.some((principal) => !isCaller(principal)))
    .filter(({ paths }) => paths.some(isProtected))
    .filter((grant) => !asksForToken(grant));
}

const asksForToken = ({ requestPrincipals, conditions }: RequestGrant): boolean =>
  requestPrincipals.length > 0 || conditions.some((condition) => textAt(condition, 'key') === 'request.auth.principal');
