import type { VpnConnection } from '@cdktf/provider-aws/lib/vpn-connection/index.js';
import { ComputeExternalVpnGateway } from '@cdktf/provider-google/lib/compute-external-vpn-gateway/index.js';
import { ComputeHaVpnGateway } from '@cdktf/provider-google/lib/compute-ha-vpn-gateway/index.js';
import { ComputeRouterInterface } from '@cdktf/provider-google/lib/compute-router-interface/index.js';
import { ComputeRouterPeer } from '@cdktf/provider-google/lib/compute-router-peer/index.js';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router/index.js';
import { ComputeVpnTunnel } from '@cdktf/provider-google/lib/compute-vpn-tunnel/index.js';
import { linkedRanges } from '../../../services/definition/links.js';
import type { AwsLocation, GcpLocation } from '../../../services/definition/platform.js';
import { networkPath } from '../../gcp/location-names.js';
import type { PlatformStack } from '../../platform-stack.js';
import { keyOf } from './aws-end.js';
import type { Tunnel } from './tunnels.js';

/** Google's shortest; AWS holds a session for 30 s without one and decides together with dead peer detection. */
const KEEPALIVE_SECONDS = 20;
/** The same for all tunnels, so traffic is spread over the four of them. */
const ROUTE_PRIORITY = 100;

export interface GcpEndProps {
  readonly aws: AwsLocation;
  readonly gcp: GcpLocation;
  readonly gateway: ComputeHaVpnGateway;
  /** AWS's connections, by the interface of Google's gateway that they lead to. */
  readonly connections: readonly VpnConnection[];
  readonly tunnels: readonly Tunnel[];
  /** Pre-shared keys by tunnel. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Name of what belongs to the link inside of Google's location: `finflow-production-usc1-to-use1`. */
const linkName = (gcp: GcpLocation, aws: AwsLocation): string => `${gcp.clusterName}-to-${aws.name}`;

/** Google's gateway, an address in each of two failure domains; the network is known by name. */
export function defineHaGateway(stack: PlatformStack, gcp: GcpLocation, aws: AwsLocation): ComputeHaVpnGateway {
  return new ComputeHaVpnGateway(stack, 'ha-gateway', {
    name: linkName(gcp, aws),
    description: `Link of ${gcp.name} to ${aws.name}`,
    network: networkPath(gcp),
    region: gcp.region,
    gatewayIpVersion: 'IPV4',
    stackType: 'IPV4_ONLY',
  });
}

/** Google's end of the link: a tunnel to each of AWS's four addresses, and a router that talks BGP through them. */
export function defineGcpEnd(stack: PlatformStack, props: GcpEndProps): void {
  const { aws, gcp, tunnels } = props;
  const peer = defineAwsGateway(stack, props);
  const router = new ComputeRouter(stack, 'router', {
    name: linkName(gcp, aws),
    description: `BGP speaker of ${gcp.name} towards ${aws.name}`,
    network: networkPath(gcp),
    region: gcp.region,
    bgp: {
      asn: gcp.asn,
      keepaliveInterval: KEEPALIVE_SECONDS,
      // Without custom ranges it would announce every subnet, cluster services included.
      advertiseMode: 'CUSTOM',
      advertisedIpRanges: linkedRanges(gcp).map(({ name, cidr }) => ({
        description: `${name} of ${gcp.name}`,
        range: cidr,
      })),
    },
  });
  for (const tunnel of tunnels) defineTunnel(stack, props, { tunnel, peer, router });
}

/** AWS's four addresses as one gateway. */
function defineAwsGateway(
  stack: PlatformStack,
  { aws, gcp, connections, tunnels }: GcpEndProps,
): ComputeExternalVpnGateway {
  return new ComputeExternalVpnGateway(stack, 'aws-gateway', {
    name: linkName(gcp, aws),
    description: `VPN endpoints of ${aws.name}`,
    redundancyType: 'FOUR_IPS_REDUNDANCY',
    interface: tunnels.map(({ gatewayInterface, connectionTunnel, peerInterface }) => {
      const connection = connections[gatewayInterface];
      if (connection === undefined) throw new RangeError(`interface ${gatewayInterface} has no connection`);
      return {
        id: peerInterface,
        ipAddress: connectionTunnel === 1 ? connection.tunnel1Address : connection.tunnel2Address,
      };
    }),
  });
}

interface TunnelParts {
  readonly tunnel: Tunnel;
  readonly peer: ComputeExternalVpnGateway;
  readonly router: ComputeRouter;
}

function defineTunnel(
  stack: PlatformStack,
  { aws, gcp, gateway, keys }: GcpEndProps,
  { tunnel: { name: tunnelName, ...tunnel }, peer, router }: TunnelParts,
): void {
  const { region } = gcp;
  const name = `${linkName(gcp, aws)}-${tunnelName}`;
  const vpnTunnel = new ComputeVpnTunnel(stack, tunnelName, {
    name,
    description: `${tunnelName} to ${aws.name}`,
    region,
    router: router.id,
    ikeVersion: 2,
    sharedSecret: keyOf(keys, { name: tunnelName, ...tunnel }),
    vpnGateway: gateway.id,
    vpnGatewayInterface: tunnel.gatewayInterface,
    peerExternalGateway: peer.id,
    peerExternalGatewayInterface: tunnel.peerInterface,
  });
  const routerInterface = new ComputeRouterInterface(stack, `${tunnelName}-interface`, {
    name,
    router: router.name,
    region,
    ipRange: `${tunnel.inside.gcpAddress}/30`,
    vpnTunnel: vpnTunnel.name,
  });
  new ComputeRouterPeer(stack, `${tunnelName}-peer`, {
    name,
    router: router.name,
    region,
    interface: routerInterface.name,
    ipAddress: tunnel.inside.gcpAddress,
    peerIpAddress: tunnel.inside.awsAddress,
    peerAsn: aws.asn,
    advertisedRoutePriority: ROUTE_PRIORITY,
  });
}
