import { listAt, textAt, textsAt } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import type { CostLine, PricingContext, Pricer, Pricers } from '../pricing-context.js';
import { product } from '../range.js';
import type { StackResource } from '../stack-resources.js';
import { natGigabytes, trafficLines } from '../traffic.js';
import { sharesPlace } from './aws-compute.js';

/** Networks with what they send, their ways out, and their links to other networks. */
export const awsNetwork: Pricers = {
  aws_vpc: (_resource, context) => trafficLines('aws', context),
  aws_eip: (_resource, context) => [hours(context, 'public address', 'vpc/public-ipv4-hour')],
  aws_nat_gateway: (resource, context) => [
    hours(context, 'NAT gateway', 'vpc/nat-hour'),
    context.charge('aws', {
      category: 'network',
      item: 'NAT processing',
      price: 'vpc/nat-gb',
      // The location's traffic spreads over its gateways.
      quantity: product(natGigabytes(context), 1 / siblings(resource, context)),
    }),
  ],
  aws_vpc_endpoint: ({ attributes }, context) => {
    if (textAt(attributes, 'vpc_endpoint_type') !== 'Interface') return [];
    const zones = Math.max(1, textsAt(attributes, 'subnet_ids').length);
    return [
      hours(context, 'interface endpoint', 'vpc/endpoint-hour', zones),
      context.charge('aws', {
        category: 'network',
        item: 'endpoint processing',
        price: 'vpc/endpoint-gb',
        quantity: context.usage.of('gigabytesPerEndpoint'),
      }),
    ];
  },
  aws_ec2_transit_gateway_vpc_attachment: attachment,
  aws_ec2_transit_gateway_peering_attachment: attachment,
  aws_ec2_transit_gateway_connect: attachment,
  aws_vpn_connection: (resource, context) => [
    hours(context, 'VPN connection with two tunnels', 'vpn/connection-hour'),
    ...(textAt(resource.attributes, 'transit_gateway_id') === undefined ? [] : attachment(resource, context)),
  ],
  aws_route53_zone: (_resource, context) => [
    context.charge('aws', { category: 'network', item: 'DNS zone', quantity: 1, price: 'route53/zone-month' }),
  ],
  aws_route53_resolver_endpoint: ({ attributes }, context) => {
    const addresses = listAt(attributes, 'ip_address').length;
    return [hours(context, 'resolver endpoint', 'route53/resolver-address-hour', addresses)];
  },
  aws_lb: ({ attributes }, context) => {
    const kind = textAt(attributes, 'load_balancer_type') === 'network' ? 'network' : 'application';
    return [hours(context, `${kind} load balancer`, `elb/${kind}-hour`)];
  },
};

/** An attachment is paid by the hour also while there is nobody at its other end. */
function attachment(resource: StackResource, context: PricingContext): ReturnType<Pricer> {
  const standing = hours(context, 'transit gateway attachment', 'transit-gateway/attachment-hour');
  if (context.mode.lost !== null) return [standing];
  return [
    standing,
    context.charge('aws', {
      category: 'network',
      item: 'transit gateway processing',
      price: 'transit-gateway/gb',
      quantity: product(
        context.transactions,
        context.usage.of('crossCloudKilobytesPerTransaction'),
        1 / 1_000_000 / siblings(resource, context),
      ),
    }),
  ];
}

function hours(context: PricingContext, item: string, price: string, count = 1): CostLine {
  return context.charge('aws', { category: 'network', item, quantity: count * HOURS_A_MONTH, price });
}

/** Resources of the same type in the same location, this one included. */
function siblings(resource: StackResource, { resources }: PricingContext): number {
  return resources.filter(({ type, stack }) => type === resource.type && sharesPlace(stack, resource.stack)).length;
}
