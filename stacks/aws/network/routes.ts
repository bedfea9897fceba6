import { Eip } from '@cdktf/provider-aws/lib/eip/index.js';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway/index.js';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway/index.js';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association/index.js';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table/index.js';
import { Route } from '@cdktf/provider-aws/lib/route/index.js';
import type { Subnet } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ofTier, type AddressSpace, type PlacedSubnet } from './address-space.js';

const ANYWHERE = '0.0.0.0/0';

/** A planned subnet together with its route table. */
export interface RoutedSubnet {
  readonly plan: Subnet;
  readonly table: RouteTable;
}

/** The ways out: public subnets by the internet gateway, private ones by the NAT of their own zone, isolated ones none. */
export function defineRoutes(stack: PlatformStack, { vpc, subnets }: AddressSpace): readonly RoutedSubnet[] {
  const internet = new InternetGateway(stack, 'internet', { vpcId: vpc.id, tags: { Name: stack.planned.name } });
  const natByZone = new Map<string, NatGateway>();

  const open = ofTier(subnets, 'public').map((subnet) => {
    const table = defineRouteTable(stack, subnet);
    const route = new Route(stack, `${subnet.plan.name}-internet`, {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internet.id,
    });
    natByZone.set(subnet.plan.zone, defineNat(stack, subnet, route));
    return { plan: subnet.plan, table };
  });

  const translated = ofTier(subnets, 'private').map((subnet) => {
    const table = defineRouteTable(stack, subnet);
    const nat = natByZone.get(subnet.plan.zone);
    if (nat === undefined)
      throw new RangeError(`${subnet.plan.name} has no public subnet in its zone for a NAT gateway`);
    new Route(stack, `${subnet.plan.name}-nat`, {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: nat.id,
    });
    return { plan: subnet.plan, table };
  });

  const closed = ofTier(subnets, 'isolated').map((subnet) => ({
    plan: subnet.plan,
    table: defineRouteTable(stack, subnet),
  }));
  return [...open, ...translated, ...closed];
}

/** A table of its own for every subnet: the loss or change of one zone's route touches no other zone. */
function defineRouteTable(stack: PlatformStack, { plan, resource }: PlacedSubnet): RouteTable {
  const table = new RouteTable(stack, `${plan.name}-routes`, {
    vpcId: resource.vpcId,
    tags: { Name: `${stack.planned.name}-${plan.name}` },
  });
  new RouteTableAssociation(stack, `${plan.name}-routing`, { routeTableId: table.id, subnetId: resource.id });
  return table;
}

function defineNat(stack: PlatformStack, { plan, resource }: PlacedSubnet, wayOut: Route): NatGateway {
  const tags = { Name: `${stack.planned.name}-${plan.zone}` };
  const address = new Eip(stack, `nat-address-${plan.zone}`, { domain: 'vpc', tags });
  return new NatGateway(stack, `nat-${plan.zone}`, {
    allocationId: address.allocationId,
    subnetId: resource.id,
    tags,
    dependsOn: [wayOut],
  });
}
