import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { isObject } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { hasSelector, ROOT_NAMESPACE } from '../../mesh/istio-selector.js';

/** Looks for the policy that allows nothing to every pod: without it a pod that no policy names accepts everyone. */
export const defaultDenyAuthorization = defineRule<Declared<DeclaredService>>({
  id: 'AUTHZ-001',
  area: 'authz',
  severity: 'critical',
  title: 'a service namespace refuses every request that no policy allows',
  risk: 'a pod that no AuthorizationPolicy selects answers any workload of the mesh',
  fix: 'add an AuthorizationPolicy with an empty spec to the namespace or to the mesh',
  population: 'every declared service in every location it is placed in',
  covers: ['AuthorizationPolicy'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const { namespace } = service.derived;
    const policies = [namespace, ROOT_NAMESPACE].flatMap((name) =>
      graph.inNamespace('AuthorizationPolicy', location, name),
    );
    const open = policies.filter(allowsEverything);
    if (open.length > 0)
      return open.map(({ id, name }) => fail(`${name} allows every request again`, { evidence: id }));
    return policies.some(allowsNothing)
      ? pass()
      : fail(`nothing denies by default in ${namespace}`, { evidence: null });
  },
});

/** `rules: [{}]` looks as empty and allows everything; no rules at all allows nothing. */
const allowsNothing = (policy: Manifest): boolean =>
  (policy.text('spec.action') ?? 'ALLOW') === 'ALLOW' &&
  policy.list('spec.rules').length === 0 &&
  !hasSelector(policy) &&
  policy.at('spec.targetRefs') === undefined &&
  policy.at('spec.targetRef') === undefined;

/** One rule without `from`, `to` and `when` is enough to undo the default. */
const allowsEverything = (policy: Manifest): boolean =>
  (policy.text('spec.action') ?? 'ALLOW') === 'ALLOW' &&
  policy.list('spec.rules').some((rule) => isObject(rule) && Object.keys(rule).length === 0);
