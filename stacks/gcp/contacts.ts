import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { GcpLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/** A mail address that alerts go to; `id` names it inside of the stack and in the console. */
export function defineContact(
  stack: PlatformStack,
  { project }: GcpLocation,
  id: string,
  address: string,
): MonitoringNotificationChannel {
  return new MonitoringNotificationChannel(stack, `contact-${id}`, {
    project,
    type: 'email',
    displayName: id,
    labels: { email_address: address },
    userLabels: { ...stack.tags },
  });
}
