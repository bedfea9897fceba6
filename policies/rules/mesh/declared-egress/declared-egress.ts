import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { textsAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import type { Workload } from '../../../engine/workload.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { perLocation } from '../../../engine/per-location.js';
import { defineRule } from '../../../engine/rule.js';
import { tokenKeysAt } from '../../authorization/token-keys.js';
import { ROOT_NAMESPACE } from '../istio-selector.js';
import { declaredHosts } from './declared-hosts.js';

/** Compares what a sidecar lets out with the external hosts and services that the definition calls. */
export const declaredEgress = defineRule<Declared<DeclaredService>>({
  id: 'MESH-005',
  area: 'mesh',
  severity: 'high',
  title: 'a service reaches the outside only where its definition says so',
  risk: 'stolen data leaves to any host, or a new third party receives data without a contract',
  fix: 'set outboundTrafficPolicy REGISTRY_ONLY and keep one ServiceEntry per declared external host',
  population: 'every declared service in every location it is placed in',
  covers: ['Sidecar', 'ServiceEntry'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const sidecars = sidecarsOf(service, location, graph);
    if (sidecars.length === 0)
      return fail('no Sidecar limits what it reaches', { evidence: null, source: `services[${service.name}].calls` });
    const faults = [
      ...sidecars.flatMap(modeFaults),
      ...sidecars.flatMap((sidecar) => importFaults(sidecar, service, graph)),
      ...entryFaults(sidecars, service, location, graph),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});

/**
 * Sidecars that take effect on the service's pods: one that selects them, else that of the namespace, else that of the
 * mesh. A pod that none applies to reaches everything, so then there is no answer.
 */
function sidecarsOf(service: DeclaredService, location: string, graph: ArtifactGraph): readonly Manifest[] {
  const { namespace } = service.derived;
  const pods = graph.workloads().filter((pod) => pod.location === location && pod.namespace === namespace);
  const own = graph.inNamespace('Sidecar', location, namespace);
  const root = graph.inNamespace('Sidecar', location, ROOT_NAMESPACE).filter((sidecar) => !isSpecific(sidecar));
  if (pods.length === 0) return own;
  const effective = pods.map((pod) => {
    const specific = own.filter((sidecar) => isSpecific(sidecar) && appliesTo(sidecar, pod));
    const general = own.filter((sidecar) => !isSpecific(sidecar));
    return [specific, general, root].find((level) => level.length > 0) ?? [];
  });
  return effective.some((level) => level.length === 0) ? [] : [...new Set(effective.flat())];
}

const isSpecific = (sidecar: Manifest): boolean => Object.keys(sidecar.map('spec.workloadSelector.labels')).length > 0;

/** A Sidecar selects by `workloadSelector`, unlike the policies of Istio. */
const appliesTo = (sidecar: Manifest, pod: Workload): boolean =>
  pod.isSelectedBy(sidecar.map('spec.workloadSelector.labels'));

function modeFaults(sidecar: Manifest): readonly Verdict[] {
  const mode = sidecar.text('spec.outboundTrafficPolicy.mode');
  return mode === 'REGISTRY_ONLY'
    ? []
    : [
        fail(`Sidecar ${sidecar.name} lets unknown hosts pass: mode is ${mode ?? 'not set'}`, {
          evidence: mode ?? null,
        }),
      ];
}

/** `.` is the namespace of the pods, also in the Sidecar of the mesh. */
const importsOf = (
  sidecar: Manifest,
  podNamespace: string,
): readonly { readonly namespace: string; readonly host: string }[] =>
  sidecar.list('spec.egress').flatMap((egress) =>
    textsAt(egress, 'hosts').map((text) => {
      const [namespace = '', host = ''] = text.split('/');
      return { namespace: namespace === '.' ? podNamespace : namespace, host };
    }),
  );

function importFaults(sidecar: Manifest, service: DeclaredService, graph: ArtifactGraph): readonly Verdict[] {
  const imports = importsOf(sidecar, service.derived.namespace);
  if (imports.length === 0) return [fail(`Sidecar ${sidecar.name} imports the whole mesh`, { evidence: null })];
  const callees = graph.intent
    .callsOf(service.name)
    .flatMap(({ callee }) => graph.intent.service(callee)?.derived.namespace ?? []);
  const keyHosts = tokenKeysAt(sidecar.location, graph)
    .filter((keys) => keys.namespace === service.derived.namespace)
    .map(({ host }) => host);
  return imports
    .filter(({ namespace, host }) => {
      if (namespace === '*' || namespace === '~') return namespace === '*';
      const target = graph.intent.serviceOfNamespace(namespace);
      if (target === undefined || target.name === service.name || callees.includes(namespace)) return false;
      return !keyHosts.some((keys) => servesSame(keys, host));
    })
    .map(({ namespace, host }) =>
      fail(`Sidecar ${sidecar.name} imports ${namespace}/${host}, which the definition does not call`, {
        evidence: `${namespace}/${host}`,
        source: `services[${service.name}].calls`,
      }),
    );
}

/** `auth-canary.auth.svc…` is a revision of `auth.auth.svc…`: the first label may have a suffix. */
function servesSame(keys: string, host: string): boolean {
  const [name = '', ...rest] = keys.split('.');
  const [own = '', ...others] = host.split('.');
  return (own === name || own.startsWith(`${name}-`)) && others.join('.') === rest.join('.');
}

function entryFaults(
  sidecars: readonly Manifest[],
  service: DeclaredService,
  location: string,
  graph: ArtifactGraph,
): readonly Verdict[] {
  const source = `services[${service.name}].calls`;
  const { namespace } = service.derived;
  const entries = [
    ...graph.inNamespace('ServiceEntry', location, namespace),
    ...travellingEntries(location, graph).filter((entry) => entry.namespace !== namespace),
  ];
  const visible = entries.filter((entry) => isVisible(entry, service, sidecars));
  const lent = entries.filter((entry) => !visible.includes(entry));
  const open = new Set(visible.flatMap((entry) => entry.texts('spec.hosts')));
  const declared = declaredHosts(service, location, graph);
  return [
    ...[...open]
      .filter((host) => !declared.has(host))
      .map((host) => fail(`may reach ${host}, which the definition does not call`, { evidence: host, source })),
    ...[...declared]
      .filter((host) => !open.has(host))
      .map((host) => fail(`calls ${host}, but no ServiceEntry opens it`, { evidence: host, source })),
    ...lentFaults(lent, service, graph),
  ];
}

/** Entries that are exported beyond their own namespace. */
const travellingEntries = perLocation((location, graph) =>
  graph.manifests('ServiceEntry').filter((entry) => {
    const exported = entry.texts('spec.exportTo');
    return entry.location === location && (exported.length === 0 || exported.some((name) => name !== '.'));
  }),
);

/** An entry of the own namespace counts even if a Sidecar forgets to import it: the next change may. */
function isVisible(entry: Manifest, service: DeclaredService, sidecars: readonly Manifest[]): boolean {
  const { namespace } = service.derived;
  const exported = entry.texts('spec.exportTo').map((name) => (name === '.' ? entry.namespace : name));
  if (exported.length > 0 && !exported.includes('*') && !exported.includes(namespace)) return false;
  if (entry.namespace === namespace) return true;
  return sidecars
    .flatMap((sidecar) => importsOf(sidecar, namespace))
    .some((imported) => imported.namespace === '*' || imported.namespace === entry.namespace);
}

/** What a service opens for others, such as the gateway for a system that it replaces, must stand in the register. */
function lentFaults(entries: readonly Manifest[], service: DeclaredService, graph: ArtifactGraph): readonly Verdict[] {
  const registered = new Set(graph.intent.platform.externals.flatMap(({ hosts }) => hosts));
  return entries
    .filter((entry) => entry.namespace === service.derived.namespace)
    .flatMap((entry) => entry.texts('spec.hosts'))
    .filter((host) => !registered.has(host))
    .map((host) => fail(`opens ${host} for others, which no external declares`, { evidence: host }));
}
