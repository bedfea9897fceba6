import {
  asList,
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  textAt,
  textsAt,
} from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import type { Workload } from '../../../engine/workload.js';

/** Whom a rule of a NetworkPolicy lets in or out. */
export type Peer =
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'range'; readonly cidr: string; readonly except: readonly string[] }
  | { readonly kind: 'everybody' };

/** One allowed peer with the ports it may use; no ports means all of them. */
export interface Opening {
  readonly peer: Peer;
  readonly ports: readonly (string | number)[];
  readonly policy: string;
  readonly direction: 'ingress' | 'egress';
}

const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

/** Every opening that the policies of a namespace give to a workload in one direction. */
export function openingsOf(
  workload: Workload,
  policies: readonly Manifest[],
  direction: 'ingress' | 'egress',
): readonly Opening[] {
  return policies
    .filter((policy) => selects(policy, workload))
    .flatMap((policy) =>
      policy.list(`spec.${direction}`).flatMap((rule) => {
        const ports = listAt(rule, 'ports').flatMap(portOf);
        const peers = asList(at(rule, direction === 'ingress' ? 'from' : 'to'));
        const named = peers.length === 0 ? [EVERYBODY] : peers.flatMap((peer) => peersOf(peer, workload.namespace));
        return named.map((peer) => ({ peer, ports, policy: policy.objectName, direction }));
      }),
    );
}

const EVERYBODY: Peer = { kind: 'everybody' };

function selects(policy: Manifest, workload: Workload): boolean {
  if (policy.list('spec.podSelector.matchExpressions').length > 0) return true;
  return workload.isSelectedBy(policy.map('spec.podSelector.matchLabels'));
}

function peersOf(peer: Json, ownNamespace: string): readonly Peer[] {
  const cidr = textAt(peer, 'ipBlock.cidr');
  if (cidr !== undefined) return [{ kind: 'range', cidr, except: textsAt(peer, 'ipBlock.except') }];
  const selector = objectAt(peer, 'namespaceSelector');
  if (selector === undefined) return [{ kind: 'namespace', namespace: ownNamespace }];
  const names = namespacesOf(selector);
  return names.length === 0 ? [EVERYBODY] : names.map((namespace) => ({ kind: 'namespace', namespace }));
}

/** Namespaces that a selector names; a selector by any other label may pick every namespace. */
function namespacesOf(selector: JsonObject): readonly string[] {
  const labels = objectAt(selector, 'matchLabels') ?? {};
  const exact = labels[NAMESPACE_LABEL];
  const listed = listAt(selector, 'matchExpressions')
    .filter((expression) => textAt(expression, 'key') === NAMESPACE_LABEL && textAt(expression, 'operator') === 'In')
    .flatMap((expression) => textsAt(expression, 'values'));
  return typeof exact === 'string' ? [exact] : listed;
}

/** A port, each port of a short range, or the range itself as text. */
function portOf(written: Json): readonly (string | number)[] {
  if (!isObject(written)) return [];
  const { port, endPort } = written;
  if (typeof port === 'number' && typeof endPort === 'number') return [`${port}-${endPort}`];
  return typeof port === 'number' || typeof port === 'string' ? [port] : [];
}
