import type { Construct } from 'constructs';
import type { Jurisdiction, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineZone } from '../zone/zone.js';
import { defineAdminAccess } from './admin-access.js';
import { defineCloudflareProvider, edgeSettings, edgeState, ownsZone } from '../edge-settings.js';
import { defineEdgeAlerts } from './edge-alerts.js';
import { defineLoadBalancers } from './load-balancers.js';
import { defineOriginPools } from './origin-pools.js';
import { defineRegionalHosts } from './regional-hosts.js';
import { defineRequestLogs } from './request-logs.js';

export interface EdgeStackProps {
  readonly platform: Platform;
  readonly jurisdiction: Jurisdiction;
}

/** The public entry of one jurisdiction: its hosts, the locations behind them, and the way in for administrators. */
export class EdgeStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, jurisdiction }: EdgeStackProps) {
    super(scope, id, { platform, state: edgeState(jurisdiction), locations: jurisdiction.locations });
    const edge = edgeSettings(platform);
    const locations = platform.locations.filter(({ name }) => jurisdiction.locations.includes(name));
    defineCloudflareProvider(this);

    const pools = defineOriginPools(this, { platform, jurisdiction, locations, edge });
    defineLoadBalancers(this, { jurisdiction, pools, edge });
    defineAdminAccess(this, { platform, locations, edge });
    defineRegionalHosts(this, { platform, jurisdiction, locations, edge });
    defineRequestLogs(this, { platform, jurisdiction, edge });
    defineEdgeAlerts(this, { jurisdiction, pools, edge });
    if (ownsZone(platform, jurisdiction)) defineZone(this, { platform, edge });
  }
}
