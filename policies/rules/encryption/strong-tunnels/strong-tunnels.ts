import { type Attributes, judgeValue, type Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const ENDS = ['aws_vpn_connection', 'google_compute_vpn_tunnel'] as const;

/** What each offer of AWS may name: authenticated encryption, SHA-2, and groups of at least 128 bits of strength (NIST SP 800-77 r1). */
const STRONG: Readonly<Record<string, readonly Json[]>> = {
  ike_versions: ['ikev2'],
  phase1_encryption_algorithms: ['AES256-GCM-16', 'AES128-GCM-16'],
  phase2_encryption_algorithms: ['AES256-GCM-16', 'AES128-GCM-16'],
  phase1_integrity_algorithms: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  phase2_integrity_algorithms: ['SHA2-256', 'SHA2-384', 'SHA2-512'],
  phase1_dh_group_numbers: [15, 16, 17, 18, 19, 20, 21],
  phase2_dh_group_numbers: [15, 16, 17, 18, 19, 20, 21],
};

/** Judges what tunnels between clouds may negotiate, and that no two of them share a key. */
export const strongTunnels = defineRule<TerraformResource>({
  id: 'ENC-010',
  area: 'encryption',
  severity: 'high',
  title: 'tunnels between clouds negotiate strong encryption only, each with a key of its own',
  risk: 'replicated data crosses the internet under a cipher that can be broken, or under a key that opens every tunnel',
  fix: 'offer IKEv2 with AES-GCM and groups from 15 on, and read a secret for each tunnel',
  population: 'VPN connections of AWS and tunnels of Google Cloud',
  covers: [
    ...ENDS,
    'aws_customer_gateway',
    'google_compute_external_vpn_gateway',
    'google_compute_ha_vpn_gateway',
    'google_compute_router_interface',
    'google_compute_router_peer',
  ],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform(...ENDS),
  check: (end, graph) => {
    const numbers = end.kind === 'aws_vpn_connection' ? [1, 2] : [];
    const offers = numbers.flatMap((number) => judgeOffers(end, number));
    return gravest([...offers, ...(numbers.length === 0 ? [judgeVersion(end)] : []), judgeKeys(end, graph)]);
  },
});

/** An offer that is left out takes everything that AWS knows, weak ciphers included. */
const judgeOffers = (connection: Attributes, number: number): readonly Verdict[] =>
  Object.entries(STRONG).map(([offer, allowed]) => {
    const path = `tunnel${number}_${offer}`;
    const offered = connection.values(path);
    if (offered.length === 0) return fail(`${path} offers everything`, { evidence: null });
    return gravest(
      offered.map((each) =>
        judgeValue(each, (value) =>
          value !== undefined && allowed.includes(value)
            ? pass()
            : fail(`${path} offers ${String(value)}`, { evidence: value ?? null }),
        ),
      ),
    );
  });

const judgeVersion = (tunnel: Attributes): Verdict =>
  judgeValue(tunnel.value('ike_version'), (version) =>
    version === undefined || version === 2 ? pass() : fail('negotiates IKEv1', { evidence: version }),
  );

/** A key is known by where it is read; two tunnels of one cloud that read the same place have the same key. */
function judgeKeys(end: TerraformResource, graph: ArtifactGraph): Verdict {
  const others = graph.terraform(end.kind).filter((other) => other !== end && other.location === end.location);
  const taken = others.flatMap(keysOf);
  const own = keysOf(end);
  if (own.length < (end.kind === 'aws_vpn_connection' ? 2 : 1))
    return fail('a tunnel has no key of ours', { evidence: null });
  const shared = own.filter((key, at) => taken.includes(key) || own.indexOf(key) !== at);
  return shared.length === 0 ? pass() : fail('two tunnels have the same key', { evidence: end.address });
}

const keysOf = (end: TerraformResource): readonly string[] =>
  ['tunnel1_preshared_key', 'tunnel2_preshared_key', 'shared_secret'].flatMap((path) => placeOf(end.value(path)));

function placeOf(key: Value): readonly string[] {
  switch (key.state) {
    case 'reference':
      return [`${key.resource.id}.${key.attribute}`];
    case 'unknown':
      return [key.expression];
    case 'known':
      return [JSON.stringify(key.value)];
    case 'absent':
      return [];
  }
}
