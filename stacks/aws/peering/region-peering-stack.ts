import { Ec2TransitGatewayPeeringAttachmentAccepter } from '@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment-accepter/index.js';
import { Ec2TransitGatewayPeeringAttachment } from '@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment/index.js';
import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association/index.js';
import { Ec2TransitGatewayRoute } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route/index.js';
import type { Construct } from 'constructs';
import { linkedRanges } from '../../../services/definition/links.js';
import { peeringRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { findTransit, type FoundTransit } from '../network/transit-lookup.js';

export interface RegionPeeringStackProps {
  readonly platform: Platform;
  /** Asks for the peering; its backend keeps the state. */
  readonly from: AwsLocation;
  /** Accepts it, in an account of its own. */
  readonly to: AwsLocation;
}

/** Joins the transit gateways of two AWS locations of one jurisdiction over AWS's own network. */
export class RegionPeeringStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, from, to }: RegionPeeringStackProps) {
    super(scope, id, { platform, state: from.state, locations: [from.name, to.name] });
    defineAwsProvider(this, from);
    const there = defineAwsProvider(this, to, {
      alias: to.name,
      roleArn: `arn:aws:iam::${to.account}:role/${peeringRole(platform.environment.name, to.name)}`,
    });
    const near = findTransit(this, platform, from);
    const far = findTransit(this, platform, to, there);

    const peering = new Ec2TransitGatewayPeeringAttachment(this, 'peering', {
      transitGatewayId: near.gatewayId,
      peerTransitGatewayId: far.gatewayId,
      peerAccountId: to.account,
      peerRegion: to.region,
      tags: { Name: this.planned.name },
    });
    const accepted = new Ec2TransitGatewayPeeringAttachmentAccepter(this, 'peering-accepted', {
      provider: there,
      transitGatewayAttachmentId: peering.id,
      tags: { Name: this.planned.name },
    });
    routeThrough(this, near, accepted, to);
    routeThrough(this, far, accepted, from);
  }
}

/** What comes through the peering goes inside, and what is meant for the other end goes through it; peerings take static routes only. */
function routeThrough(
  stack: PlatformStack,
  end: FoundTransit,
  peering: Ec2TransitGatewayPeeringAttachmentAccepter,
  other: AwsLocation,
): void {
  const through = end.provider === undefined ? {} : { provider: end.provider };
  new Ec2TransitGatewayRouteTableAssociation(stack, `${end.location.name}-from-${other.name}`, {
    transitGatewayAttachmentId: peering.id,
    transitGatewayRouteTableId: end.peersTableId,
    ...through,
  });
  for (const { name, cidr } of linkedRanges(other)) {
    new Ec2TransitGatewayRoute(stack, `${end.location.name}-to-${other.name}-${name}`, {
      destinationCidrBlock: cidr,
      transitGatewayAttachmentId: peering.id,
      transitGatewayRouteTableId: end.insideTableId,
      ...through,
    });
  }
}
