import { EDGE_NETWORKS } from '../../../services/definition/edge-networks.js';
import { linkedRanges, peersOf } from '../../../services/definition/links.js';
import { PEER_PORTS } from '../../../services/definition/peer-ports.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';

/** What one rule admits to the nodes. */
export interface IngressRule {
  readonly name: string;
  readonly description: string;
  readonly sources: readonly string[];
  readonly allow: readonly { readonly protocol: 'tcp' | 'udp' | 'icmp'; readonly ports?: readonly string[] }[];
}

/** Ports on which admission and conversion webhooks listen, beside the 443 and 10250 that GKE opens by itself. */
const WEBHOOK_PORTS = ['443', '8443', '9443', '10250', '15017'];

/** Google's health checkers of passthrough and proxy load balancers (Cloud Load Balancing, "Firewall rules"). */
const HEALTH_CHECKERS = ['130.211.0.0/22', '209.85.152.0/22', '209.85.204.0/22', '35.191.0.0/16'];
/** kube-proxy's health port, the gateway's readiness port, and the node ports Kubernetes picks for local services. */
const HEALTH_PORTS = ['10256', '15021', '30000-32767'];

/** Everything that may reach the nodes of a location; what is not listed is dropped and logged. */
export function ingressRules(platform: Platform, location: GcpLocation): readonly IngressRule[] {
  const { network, pods, controlPlane } = location.addresses;
  const peers = peersOf(platform.locations, location.name);
  const rules: (IngressRule | null)[] = [
    {
      name: 'internal',
      description: 'Nodes and pods of the location among themselves; the mesh and network policies decide from there',
      sources: [network, pods],
      allow: [{ protocol: 'tcp' }, { protocol: 'udp' }, { protocol: 'icmp' }],
    },
    controlPlane === null
      ? null
      : {
          name: 'webhooks',
          description: 'The control plane calls admission webhooks and kubelets',
          sources: [controlPlane],
          allow: [{ protocol: 'tcp', ports: WEBHOOK_PORTS }],
        },
    {
      name: 'health-checks',
      description: 'Google load balancers ask nodes and gateways whether they are ready',
      sources: HEALTH_CHECKERS,
      allow: [{ protocol: 'tcp', ports: HEALTH_PORTS }],
    },
    peers.length === 0
      ? null
      : {
          name: 'peers',
          description: `Locations of the jurisdiction: ${PEER_PORTS.map(({ name }) => name).join(' and ')}`,
          sources: peers.flatMap((peer) => linkedRanges(peer).map(({ cidr }) => cidr)),
          allow: [{ protocol: 'tcp', ports: PEER_PORTS.map(({ port }) => String(port)) }],
        },
    platform.environment.edge === null
      ? null
      : {
          name: 'edge',
          description: 'The edge reaches the public gateway; a passthrough load balancer keeps its addresses and port',
          sources: EDGE_NETWORKS,
          allow: [{ protocol: 'tcp', ports: ['443'] }],
        },
  ];
  return rules.filter((rule) => rule !== null);
}
