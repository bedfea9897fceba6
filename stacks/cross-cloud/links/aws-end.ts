import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CustomerGateway } from '@cdktf/provider-aws/lib/customer-gateway/index.js';
import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association/index.js';
import { Ec2TransitGatewayRouteTablePropagation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-propagation/index.js';
import { VpnConnection } from '@cdktf/provider-aws/lib/vpn-connection/index.js';
import type { ComputeHaVpnGateway } from '@cdktf/provider-google/lib/compute-ha-vpn-gateway/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { FoundTransit } from '../../aws/network/transit-lookup.js';
import type { PlatformStack } from '../../platform-stack.js';
import { tunnelSettings } from './tunnel-settings.js';
import { GATEWAY_INTERFACES, tunnelAt, type Tunnel } from './tunnels.js';

export interface AwsEndProps {
  readonly gcp: GcpLocation;
  readonly transit: FoundTransit;
  readonly gateway: ComputeHaVpnGateway;
  readonly tunnels: readonly Tunnel[];
  /** Pre-shared keys by tunnel. */
  readonly keys: ReadonlyMap<string, string>;
  readonly logs: CloudwatchLogGroup;
}

/** AWS's end of the link: a connection of two tunnels from the transit gateway to each interface of Google's. */
export function defineAwsEnd(stack: PlatformStack, props: AwsEndProps): readonly VpnConnection[] {
  return GATEWAY_INTERFACES.map((gatewayInterface) => {
    const connection = defineConnection(stack, props, gatewayInterface);
    joinTransit(stack, props.transit, connection, gatewayInterface);
    return connection;
  });
}

function defineConnection(stack: PlatformStack, props: AwsEndProps, gatewayInterface: 0 | 1): VpnConnection {
  const { gcp, transit, gateway, tunnels, keys, logs } = props;
  const name = `${stack.planned.name}-${gatewayInterface}`;
  const customerGateway = new CustomerGateway(stack, `gateway-${gatewayInterface}`, {
    type: 'ipsec.1',
    bgpAsn: String(gcp.asn),
    ipAddress: gateway.vpnInterfaces.get(gatewayInterface).ipAddress,
    deviceName: `${gcp.clusterName}-${gatewayInterface}`,
    tags: { Name: name },
  });
  const settingsOf = (number: 1 | 2) => {
    const tunnel = tunnelAt(tunnels, gatewayInterface, number);
    return tunnelSettings(number, { insideCidr: tunnel.inside.cidr, presharedKey: keyOf(keys, tunnel) }, logs);
  };
  return new VpnConnection(stack, `connection-${gatewayInterface}`, {
    type: 'ipsec.1',
    customerGatewayId: customerGateway.id,
    transitGatewayId: transit.gatewayId,
    outsideIpAddressType: 'PublicIpv4',
    tunnelInsideIpVersion: 'ipv4',
    staticRoutesOnly: false,
    ...settingsOf(1),
    ...settingsOf(2),
    tags: { Name: name },
  });
}

/** What comes through the connection goes inside and no further; what Google announces is learned by the inside alone. */
function joinTransit(
  stack: PlatformStack,
  transit: FoundTransit,
  connection: VpnConnection,
  gatewayInterface: 0 | 1,
): void {
  new Ec2TransitGatewayRouteTableAssociation(stack, `connection-${gatewayInterface}-routes`, {
    transitGatewayAttachmentId: connection.transitGatewayAttachmentId,
    transitGatewayRouteTableId: transit.peersTableId,
  });
  new Ec2TransitGatewayRouteTablePropagation(stack, `connection-${gatewayInterface}-announces`, {
    transitGatewayAttachmentId: connection.transitGatewayAttachmentId,
    transitGatewayRouteTableId: transit.insideTableId,
  });
}

/** The pre-shared key of a tunnel. */
export function keyOf(keys: ReadonlyMap<string, string>, { name }: Tunnel): string {
  const key = keys.get(name);
  if (key === undefined) throw new RangeError(`${name} has no pre-shared key`);
  return key;
}
