import { numberAt, at, type Json, listAt, textAt, textsAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Judges every place in a DestinationRule where TLS of the client side can be set: rule, ports, subsets. */
export const verifiedDestinations = defineRule<Manifest>({
  id: 'MESH-003',
  area: 'mesh',
  severity: 'high',
  title: 'no DestinationRule weakens TLS: mutual inside the mesh, verified outside',
  risk: 'a client speaks plaintext to a service, or trusts whoever answers under a partner’s name',
  fix: 'use ISTIO_MUTUAL for services of the mesh; name caCertificates and subjectAltNames for hosts outside',
  population: 'every DestinationRule',
  covers: ['DestinationRule'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.manifests('DestinationRule'),
  check: (rule) => {
    const host = rule.text('spec.host') ?? '';
    if (host === '') return fail('names no host', { evidence: null });
    const judge = isInMesh(host) ? insideFault : outsideFault;
    const faults = tlsSettings(rule).flatMap(({ path, tls }) => {
      const fault = judge(tls);
      return fault === undefined ? [] : [fail(`${path} for ${host}: ${fault}`, { evidence: [path, tls] })];
    });
    return faults.length === 0 ? pass() : faults;
  },
});

interface TlsSetting {
  readonly path: string;
  readonly tls: Json;
}

function tlsSettings(rule: Manifest): readonly TlsSetting[] {
  const subsets = rule.list('spec.subsets').map((subset) => ({
    path: `subset ${textAt(subset, 'name') ?? ''}`,
    policy: at(subset, 'trafficPolicy'),
  }));
  return [{ path: 'trafficPolicy', policy: rule.at('spec.trafficPolicy') }, ...subsets].flatMap(({ path, policy }) => [
    ...tlsOf(path, policy),
    ...listAt(policy, 'portLevelSettings').flatMap((port) =>
      tlsOf(`${path}, port ${numberAt(port, 'port.number') ?? 'unknown'}`, port),
    ),
  ]);
}

function tlsOf(path: string, policy: Json | undefined): readonly TlsSetting[] {
  const tls = at(policy, 'tls');
  return tls === undefined || tls === null ? [] : [{ path: `${path}.tls`, tls }];
}

function insideFault(tls: Json): string | undefined {
  const mode = textAt(tls, 'mode') ?? 'DISABLE';
  return ['ISTIO_MUTUAL', 'MUTUAL'].includes(mode) ? undefined : `mode is ${mode}, not ISTIO_MUTUAL`;
}

function outsideFault(tls: Json): string | undefined {
  const mode = textAt(tls, 'mode') ?? 'DISABLE';
  if (mode === 'ISTIO_MUTUAL') return undefined;
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return `mode is ${mode}`;
  if (at(tls, 'insecureSkipVerify') === true) return 'insecureSkipVerify is on';
  if (textAt(tls, 'caCertificates') === undefined && textAt(tls, 'credentialName') === undefined)
    return 'no certificate authority is named';
  return textsAt(tls, 'subjectAltNames').length === 0 ? 'no subjectAltNames are verified' : undefined;
}

/** Short names and cluster-local ones; a wildcard over everything includes the mesh. */
const isInMesh = (host: string): boolean => host.endsWith('.local') || !host.includes('.') || host === '*';
