import { at, listAt, textAt } from '../../../policies/engine/json.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import type { Range } from '../range.js';

/** Load balancing charges the first two origins of an account together. */
const ORIGINS_INCLUDED = 2;
const STEERED = ['dynamic_latency', 'geo', 'proximity', 'least_outstanding_requests', 'least_connections'];

/** The public edge at list prices; what only an enterprise contract sells is left out and said so. */
export const cloudflareEdge: Pricers = {
  cloudflare_load_balancer: (resource, context) => {
    const balancers = context.resources.filter(({ type }) => type === resource.type);
    const first = balancers[0]?.name === resource.name && balancers[0].stack.name === resource.stack.name;
    const steers = STEERED.includes(textAt(resource.attributes, 'steering_policy') ?? '');
    return [
      ...(first ? [charge(context, 'load balancing, two origins included', 1, 'load-balancing/base-month')] : []),
      ...(steers ? [charge(context, 'traffic steering', 1, 'load-balancing/steering-month')] : []),
      charge(
        context,
        'DNS queries beyond the first 500,000',
        context.usage.of('halfMillionEdgeQueries'),
        'load-balancing/half-million-queries',
      ),
    ];
  },
  cloudflare_load_balancer_pool: (resource, context) => {
    const pools = context.resources.filter(({ type }) => type === resource.type);
    const before = pools
      .slice(0, pools.indexOf(resource))
      .reduce((total, { attributes }) => total + origins(attributes), 0);
    const own = origins(resource.attributes);
    const charged = Math.max(0, before + own - ORIGINS_INCLUDED) - Math.max(0, before - ORIGINS_INCLUDED);
    return charged === 0 ? [] : [charge(context, 'further origins', charged, 'load-balancing/origin-month')];
  },
  cloudflare_load_balancer_monitor: ({ attributes }, context) =>
    Number(at(attributes, 'interval') ?? 60) >= 60
      ? []
      : [charge(context, 'health checks more often than each minute', 1, 'load-balancing/fast-checks-month')],
  // The zone itself is made by hand, once; this is the one resource that each zone has exactly once.
  cloudflare_zone_dnssec: (_resource, context) => [charge(context, 'plan of the zone', 1, 'zone/business-month')],
  cloudflare_r2_bucket: ({ attributes, name }, context) => [
    charge(context, 'objects', context.usage.bucketGigabytes(textAt(attributes, 'name') ?? name), 'r2/gb-month'),
  ],
  cloudflare_zero_trust_access_policy: (resource, context) => {
    const first = context.resources.find(({ type }) => type === resource.type) === resource;
    return first
      ? [charge(context, 'seats of administrators', context.usage.of('accessSeats'), 'access/seat-month')]
      : [];
  },
};

const origins = (attributes: Parameters<typeof listAt>[0]): number => listAt(attributes, 'origins').length;

function charge(context: PricingContext, item: string, quantity: Range | number, price: string): CostLine {
  return context.charge('cloudflare', { category: 'edge', item, quantity, price });
}
