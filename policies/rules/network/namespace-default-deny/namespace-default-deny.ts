import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Looks for the policy that turns "allowed unless forbidden" into "forbidden unless allowed". */
export const namespaceDefaultDeny = defineRule<Declared<DeclaredService>>({
  id: 'NET-002',
  area: 'network',
  severity: 'high',
  title: 'a service namespace denies all traffic that no policy allows',
  risk: 'a pod that is not named by any policy talks to everything and is reached by everything',
  fix: 'add a NetworkPolicy with an empty podSelector and both policy types and without rules',
  population: 'every declared service in every location it is placed in',
  covers: ['NetworkPolicy'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const policies = graph.inNamespace('NetworkPolicy', location, service.derived.namespace);
    const denied = policies
      .filter((policy) => isEmpty(policy.map('spec.podSelector')))
      .filter((policy) => policy.list('spec.ingress').length === 0 && policy.list('spec.egress').length === 0)
      .flatMap((policy) => policy.texts('spec.policyTypes'));
    const missing = ['Ingress', 'Egress'].filter((direction) => !denied.includes(direction));
    return missing.length === 0
      ? pass()
      : fail(`namespace ${service.derived.namespace} has no default-deny for ${missing.join(' and ')}`, {
          evidence: missing,
        });
  },
});

const isEmpty = (selector: object): boolean => Object.keys(selector).length === 0;
