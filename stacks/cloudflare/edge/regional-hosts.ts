import { RegionalHostname } from '@cdktf/provider-cloudflare/lib/regional-hostname/index.js';
import { toolHost } from '../../../services/definition/names.js';
import type { Jurisdiction, Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';

export interface RegionalHostsProps {
  readonly platform: Platform;
  readonly jurisdiction: Jurisdiction;
  readonly locations: readonly Location[];
  readonly edge: EdgeSettings;
}

/** Where the jurisdiction demands it, TLS of every host ends inside of it: customers' hosts and admin tools alike. */
export function defineRegionalHosts(stack: PlatformStack, props: RegionalHostsProps): void {
  const { platform, jurisdiction, locations, edge } = props;
  const { regionKey } = jurisdiction;
  if (regionKey === null) return;
  const tools = locations.flatMap(({ name }) =>
    edge.tools.map((tool): [string, string] => [`${tool}-${name}`, toolHost(tool, name, platform.environment.domain)]),
  );
  for (const [id, hostname] of [...Object.entries(jurisdiction.hosts), ...tools]) {
    new RegionalHostname(stack, `region-${id}`, { zoneId: edge.zoneId, hostname, regionKey });
  }
}
