import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { whyWithoutSidecar } from '../sidecar-injection.js';

/** Annotations that let traffic pass beside the sidecar as soon as they hold anything. */
const EXCLUSIONS = ['excludeInboundPorts', 'excludeOutboundPorts', 'excludeOutboundIPRanges', 'excludeInterfaces'];
/** Annotations that leave beside the sidecar whatever they do not name. */
const INCLUSIONS = ['includeInboundPorts', 'includeOutboundIPRanges', 'includeOutboundPorts'];

/** Looks for ways around the sidecar of a pod that has one. */
export const sidecarIntercepts = defineRule<Workload>({
  id: 'MESH-002',
  area: 'mesh',
  severity: 'high',
  title: 'a sidecar is injected into every pod and intercepts all of its traffic',
  risk: 'an excluded port or address range is reached without mutual TLS, authorization or an access log',
  fix: 'ask for injection in the namespace and remove the traffic.sidecar.istio.io annotations; scrape metrics through the mesh',
  population: 'every pod template',
  covers: ['Namespace', 'Rollout'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const without = whyWithoutSidecar(workload, graph);
    if (without !== undefined) return fail(`no sidecar is injected: ${without}`, { evidence: without });
    const faults = waysAround(workload);
    return faults.length === 0 ? pass() : faults;
  },
});

function waysAround(workload: Workload): readonly Verdict[] {
  const annotation = (name: string) => workload.podAnnotation(`traffic.sidecar.istio.io/${name}`);
  const excluded = EXCLUSIONS.filter((name) => (annotation(name) ?? '') !== '');
  const narrowed = INCLUSIONS.filter((name) => !['*', undefined].includes(annotation(name)));
  const mode = workload.podAnnotation('sidecar.istio.io/interceptionMode');
  return [
    ...[...excluded, ...narrowed].map((name) =>
      fail(`traffic passes beside the sidecar: ${name} is "${annotation(name) ?? ''}"`, {
        evidence: [name, annotation(name) ?? null],
      }),
    ),
    ...(mode === 'NONE' ? [fail('the sidecar intercepts nothing: interceptionMode is NONE', { evidence: mode })] : []),
  ];
}
