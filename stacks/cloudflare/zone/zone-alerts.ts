import { NotificationPolicy } from '@cdktf/provider-cloudflare/lib/notification-policy/index.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';

const ALERTS = [
  {
    id: 'origin-certificate',
    alertType: 'zone_aop_custom_certificate_expiration_type',
    description: 'The certificate by which origins recognise the edge expires soon',
  },
  {
    id: 'edge-certificate',
    alertType: 'universal_ssl_event_type',
    description: 'The certificate that clients see changed or could not be renewed',
  },
  { id: 'denial-of-service', alertType: 'dos_attack_l7', description: 'A denial of service attack is being mitigated' },
] as const;

/** Tells the on-call what concerns the whole zone. */
export function defineZoneAlerts(stack: PlatformStack, { accountId, notify }: EdgeSettings): void {
  for (const { id, alertType, description } of ALERTS) {
    new NotificationPolicy(stack, `alert-${id}`, {
      accountId,
      name: `${stack.planned.name}-${id}`,
      description,
      alertType,
      enabled: true,
      mechanisms: { email: [{ id: notify }] },
    });
  }
}
