import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association/index.js';
import { Ec2TransitGatewayRouteTable } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table/index.js';
import { Ec2TransitGatewayRoute } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route/index.js';
import { Ec2TransitGatewayVpcAttachment } from '@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment/index.js';
import { Ec2TransitGateway } from '@cdktf/provider-aws/lib/ec2-transit-gateway/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import { linkedRanges, peersOf } from '../../../services/definition/links.js';
import { transitGatewayName, transitTableName } from '../../../services/definition/names.js';
import type { AwsLocation, Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ofTier, type AddressSpace } from './address-space.js';
import type { RoutedSubnet } from './routes.js';

export interface TransitProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly space: AddressSpace;
  readonly routed: readonly RoutedSubnet[];
}

/**
 * The location's own transit gateway, where the links to its peers end. It has two route tables: what comes from inside may go to peers,
 * what comes from a peer may go inside and no further, so no location is a way between two others. Without peers there is none.
 */
export function defineTransit(stack: PlatformStack, props: TransitProps): void {
  const { platform, location } = props;
  const peers = peersOf(platform.locations, location.name);
  if (peers.length === 0) return;
  const gateway = defineGateway(stack, props);
  const attachment = attachNetwork(stack, gateway, props);
  const inside = defineTable(stack, gateway, props, 'inside');
  new Ec2TransitGatewayRouteTableAssociation(stack, 'transit-from-inside', {
    transitGatewayAttachmentId: attachment.id,
    transitGatewayRouteTableId: inside.id,
  });
  const fromPeers = defineTable(stack, gateway, props, 'peers');
  for (const { name, cidr } of linkedRanges(location)) {
    new Ec2TransitGatewayRoute(stack, `transit-to-${name}`, {
      destinationCidrBlock: cidr,
      transitGatewayAttachmentId: attachment.id,
      transitGatewayRouteTableId: fromPeers.id,
    });
  }
  for (const peer of peers) routeToPeer(stack, peer, attachment, props);
}

function defineGateway(stack: PlatformStack, { platform, location }: TransitProps): Ec2TransitGateway {
  const name = transitGatewayName(platform.environment.name, location.name);
  return new Ec2TransitGateway(stack, 'transit', {
    description: `Links of ${location.name} to the locations of its jurisdiction`,
    amazonSideAsn: location.asn,
    // Nothing is attached, associated or propagated unless it is written out.
    autoAcceptSharedAttachments: 'disable',
    defaultRouteTableAssociation: 'disable',
    defaultRouteTablePropagation: 'disable',
    multicastSupport: 'disable',
    dnsSupport: 'enable',
    vpnEcmpSupport: 'enable',
    tags: { Name: name },
  });
}

/** An interface in every private subnet: traffic enters the gateway in the zone it comes from. */
function attachNetwork(
  stack: PlatformStack,
  gateway: Ec2TransitGateway,
  { space }: TransitProps,
): Ec2TransitGatewayVpcAttachment {
  return new Ec2TransitGatewayVpcAttachment(stack, 'transit-network', {
    transitGatewayId: gateway.id,
    vpcId: space.vpc.id,
    subnetIds: ofTier(space.subnets, 'private').map(({ resource }) => resource.id),
    dnsSupport: 'enable',
    ipv6Support: 'disable',
    transitGatewayDefaultRouteTableAssociation: false,
    transitGatewayDefaultRouteTablePropagation: false,
    tags: { Name: stack.planned.name },
  });
}

function defineTable(
  stack: PlatformStack,
  gateway: Ec2TransitGateway,
  { platform, location }: TransitProps,
  side: 'inside' | 'peers',
): Ec2TransitGatewayRouteTable {
  return new Ec2TransitGatewayRouteTable(stack, `transit-routes-${side}`, {
    transitGatewayId: gateway.id,
    tags: { Name: transitTableName(platform.environment.name, location.name, side) },
  });
}

/** Private subnets reach the peer's ranges and nothing beside them, whatever the other end announces. */
function routeToPeer(
  stack: PlatformStack,
  peer: Location,
  attachment: Ec2TransitGatewayVpcAttachment,
  { routed }: TransitProps,
): void {
  for (const { plan, table } of routed.filter((subnet) => subnet.plan.tier === 'private')) {
    for (const { name, cidr } of linkedRanges(peer)) {
      new Route(stack, `${plan.name}-to-${peer.name}-${name}`, {
        routeTableId: table.id,
        destinationCidrBlock: cidr,
        transitGatewayId: attachment.transitGatewayId,
        // Accepted only once the gateway has an interface in the network.
        dependsOn: [attachment],
      });
    }
  }
}
