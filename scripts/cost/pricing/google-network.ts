import { textAt } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import { mapRange, product, type Range } from '../range.js';
import { natGigabytes, trafficLines } from '../traffic.js';

/** Cloud NAT charges each machine behind it, up to this many. */
const NAT_MACHINES_CHARGED = 32;

/** Networks with what they send, their ways out, and their links to other networks. */
export const googleNetwork: Pricers = {
  google_compute_network: (_resource, context) => trafficLines('gcp', context),
  google_compute_address: ({ attributes }, context) =>
    textAt(attributes, 'address_type') === 'INTERNAL' ? [] : [hours(context, 'public address', 'vpc/public-ipv4-hour')],
  google_compute_global_address: ({ attributes }, context) =>
    textAt(attributes, 'address_type') === 'INTERNAL' ? [] : [hours(context, 'public address', 'vpc/public-ipv4-hour')],
  google_compute_router_nat: (_resource, context) => [
    hours(context, 'NAT gateway, by machine', 'nat/machine-hour', natMachines(context)),
    context.charge('gcp', {
      category: 'network',
      item: 'NAT processing',
      price: 'nat/gb',
      quantity: natGigabytes(context),
    }),
  ],
  google_compute_subnetwork: ({ attributes }, context) =>
    attributes['log_config'] === undefined
      ? []
      : [
          context.charge('gcp', {
            category: 'logs',
            item: 'flow logs',
            price: 'logging/vended-gb',
            quantity: product(context.nodesUp(), context.usage.of('flowLogGigabytesPerNode')),
          }),
        ],
  google_compute_vpn_tunnel: (_resource, context) => [hours(context, 'VPN tunnel', 'vpn/tunnel-hour')],
  google_compute_forwarding_rule: ({ attributes }, context) =>
    /serviceAttachments|service_attachment/.test(textAt(attributes, 'target') ?? '')
      ? [hours(context, 'Private Service Connect endpoint', 'psc/endpoint-hour')]
      : [hours(context, 'forwarding rule', 'load-balancing/rule-hour')],
  google_compute_global_forwarding_rule: (_resource, context) => [
    hours(context, 'forwarding rule', 'load-balancing/rule-hour'),
  ],
  google_dns_managed_zone: (_resource, context) => [
    context.charge('gcp', { category: 'network', item: 'DNS zone', quantity: 1, price: 'dns/zone-month' }),
  ],
};

const natMachines = (context: PricingContext): Range =>
  mapRange(context.nodesUp(), (machines) => Math.min(machines, NAT_MACHINES_CHARGED));

function hours(context: PricingContext, item: string, price: string, count: Range | number = 1): CostLine {
  return context.charge('gcp', { category: 'network', item, quantity: product(count, HOURS_A_MONTH), price });
}
