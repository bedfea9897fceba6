import { LoadBalancer } from '@cdktf/provider-cloudflare/lib/load-balancer/index.js';
import type { Jurisdiction } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import type { OriginPool } from './origin-pools.js';

/** A pool of weight 0 is never picked, not even as the last healthy one; a standby gets the smallest step instead. */
const SMALLEST_WEIGHT = 0.01;

export interface LoadBalancersProps {
  readonly jurisdiction: Jurisdiction;
  readonly pools: readonly OriginPool[];
  readonly edge: EdgeSettings;
}

/** A load balancer for each host of the jurisdiction, over that jurisdiction's locations only. */
export function defineLoadBalancers(stack: PlatformStack, { jurisdiction, pools, edge }: LoadBalancersProps): void {
  for (const [host, hostname] of Object.entries(jurisdiction.hosts)) {
    const own = inFailoverOrder(pools.filter((pool) => pool.host === host));
    const [primary] = own;
    if (primary === undefined) throw new RangeError(`${hostname} has no location behind it`);
    new LoadBalancer(stack, `load-balancer-${host}`, {
      zoneId: edge.zoneId,
      name: hostname,
      description: `${stack.planned.name}: ${host}`,
      enabled: true,
      proxied: true,
      defaultPools: own.map(({ pool }) => pool.id),
      // Used when every pool is unhealthy, so it too must lie in the jurisdiction, and be the one with most capacity.
      fallbackPool: byProvisioned(own, primary).pool.id,
      steeringPolicy: jurisdiction.steering,
      ...(jurisdiction.steering === 'random' ? { randomSteering: weights(own) } : {}),
      sessionAffinity: 'none',
      // A failed request may already have moved money: clients repeat it with its idempotency key, the edge does not.
      adaptiveRouting: { failoverAcrossPools: false },
      lifecycle: { preventDestroy: true },
    });
  }
}

/** Pools that carry most of the load come first; ties are settled by name. */
function inFailoverOrder(pools: readonly OriginPool[]): OriginPool[] {
  return [...pools].sort((a, b) => b.location.share - a.location.share || (a.location.name < b.location.name ? -1 : 1));
}

function byProvisioned(pools: readonly OriginPool[], first: OriginPool): OriginPool {
  return pools.reduce((most, pool) => (pool.location.provisioned > most.location.provisioned ? pool : most), first);
}

function weights(pools: readonly OriginPool[]) {
  return {
    defaultWeight: SMALLEST_WEIGHT,
    poolWeights: Object.fromEntries(
      pools.map(({ pool, location }) => [pool.id, Math.max(Math.round(location.share * 100) / 100, SMALLEST_WEIGHT)]),
    ),
  };
}
