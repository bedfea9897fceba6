import { NotificationPolicy } from '@cdktf/provider-cloudflare/lib/notification-policy/index.js';
import type { Jurisdiction } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import type { OriginPool } from './origin-pools.js';

export interface EdgeAlertsProps {
  readonly jurisdiction: Jurisdiction;
  readonly pools: readonly OriginPool[];
  readonly edge: EdgeSettings;
}

/** Tells the on-call when a location drops out of, or returns to, the jurisdiction's load balancers. */
export function defineEdgeAlerts(stack: PlatformStack, { jurisdiction, pools, edge }: EdgeAlertsProps): void {
  const poolId = pools.map(({ pool }) => pool.id);
  const common = {
    accountId: edge.accountId,
    enabled: true,
    mechanisms: { email: [{ id: edge.notify }] },
  };
  new NotificationPolicy(stack, 'alert-pool-health', {
    ...common,
    name: `${stack.planned.name}-pool-health`,
    description: `A location of ${jurisdiction.name} became healthy or unhealthy`,
    alertType: 'load_balancing_health_alert',
    filters: { poolId, newHealth: ['Healthy', 'Unhealthy'], eventSource: ['origin', 'pool'] },
  });
  new NotificationPolicy(stack, 'alert-pool-switch', {
    ...common,
    name: `${stack.planned.name}-pool-switch`,
    description: `Somebody switched a location of ${jurisdiction.name} on or off`,
    alertType: 'load_balancing_pool_enablement_alert',
    filters: { poolId, enabled: ['false', 'true'] },
  });
}
