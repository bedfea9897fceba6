import { textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { hasSelector, istioPoliciesFor } from '../istio-selector.js';
import { whyWithoutSidecar } from '../sidecar-injection.js';

/**
 * Works out the mutual TLS mode that Istio applies to each pod: policies of the pod, then of its namespace, then of the
 * mesh; UNSET inherits. Where several policies of one level apply, the weakest is assumed to win.
 */
export const strictMutualTls = defineRule<Workload>({
  id: 'MESH-001',
  area: 'mesh',
  severity: 'critical',
  title: 'every workload accepts only mutual TLS, on every port',
  risk: 'whoever reaches the pod network reads traffic or speaks without an identity',
  fix: 'remove the PERMISSIVE or DISABLE override, and let a sidecar stand before the pod',
  population: 'every pod template',
  covers: ['PeerAuthentication'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const without = whyWithoutSidecar(workload, graph);
    if (without !== undefined) return fail(`no sidecar enforces mutual TLS: ${without}`, { evidence: without });
    const { own, mesh } = istioPoliciesFor('PeerAuthentication', workload, graph);
    const levels = [own.filter(hasSelector), own.filter((policy) => !hasSelector(policy)), mesh];
    const faults = [...modeFaults(levels), ...levels.flat().flatMap(portFaults)];
    return faults.length === 0 ? pass() : faults;
  },
});

/** The first level that says something decides. */
function modeFaults(levels: readonly (readonly Manifest[])[]): readonly Verdict[] {
  const deciding = levels
    .map((policies) => policies.filter((policy) => !['UNSET', undefined].includes(policy.text('spec.mtls.mode'))))
    .find((policies) => policies.length > 0);
  if (deciding === undefined)
    return [fail('no PeerAuthentication applies: Istio then accepts plaintext', { evidence: null })];
  return deciding
    .filter((policy) => policy.text('spec.mtls.mode') !== 'STRICT')
    .map((policy) =>
      fail(`PeerAuthentication ${policy.name} makes it ${policy.text('spec.mtls.mode') ?? ''}`, {
        evidence: [policy.id, policy.text('spec.mtls.mode') ?? null],
      }),
    );
}

function portFaults(policy: Manifest): readonly Verdict[] {
  return Object.entries(policy.map('spec.portLevelMtls'))
    .map(([port, setting]) => ({ port, mode: textAt(setting, 'mode') ?? 'UNSET' }))
    .filter(({ mode }) => mode !== 'STRICT' && mode !== 'UNSET')
    .map(({ port, mode }) =>
      fail(`PeerAuthentication ${policy.name} makes port ${port} ${mode}`, { evidence: [policy.id, port, mode] }),
    );
}
