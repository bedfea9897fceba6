import type { Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import { defineDeclaredRoutes } from './declared-routes.js';
import { defineManagedRules } from './managed-rules.js';
import { defineOriginAuthentication } from './origin-authentication.js';
import { publicRoutes } from './public-routes.js';
import { defineRateLimits } from './rate-limits.js';
import { defineZoneAlerts } from './zone-alerts.js';
import { defineZoneSettings } from './zone-settings.js';

export interface ZoneProps {
  readonly platform: Platform;
  readonly edge: EdgeSettings;
}

/** What exists once in a zone and covers the hosts of all its jurisdictions. */
export function defineZone(stack: PlatformStack, { platform, edge }: ZoneProps): void {
  const routes = publicRoutes(platform);
  defineZoneSettings(stack, edge);
  defineOriginAuthentication(stack, edge);
  defineDeclaredRoutes(stack, { platform, edge, routes });
  defineManagedRules(stack, { edge, routes });
  defineRateLimits(stack, { edge, routes });
  defineZoneAlerts(stack, edge);
}
