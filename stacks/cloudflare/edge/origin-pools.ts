import { LoadBalancerMonitor } from '@cdktf/provider-cloudflare/lib/load-balancer-monitor/index.js';
import { LoadBalancerPool } from '@cdktf/provider-cloudflare/lib/load-balancer-pool/index.js';
import { EDGE_HEALTH_PATH } from '../../../services/definition/names.js';
import type { Jurisdiction, Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';

/** Cloudflare regions that probe a jurisdiction's origins; majorities of them decide, so each lies inside of it. */
const PROBE_REGIONS: Readonly<Record<Jurisdiction['name'], readonly string[]>> = {
  us: ['ENAM', 'WNAM'],
  eu: ['EEU', 'WEU'],
};
/** Two failed rounds of 15 s, each with one retry of 5 s: a dead location is out within a minute. */
const PROBE_INTERVAL_SECONDS = 15;
const PROBE_TIMEOUT_SECONDS = 5;
const PROBE_RETRIES = 1;
const ROUNDS_TO_CHANGE = 2;

/** One location as the load balancer of one logical host sees it. */
export interface OriginPool {
  readonly host: string;
  readonly location: Location;
  readonly pool: LoadBalancerPool;
}

export interface OriginPoolsProps {
  readonly platform: Platform;
  readonly jurisdiction: Jurisdiction;
  readonly locations: readonly Location[];
  readonly edge: EdgeSettings;
}

/** A pool for each host and location of the jurisdiction, and for no location outside of it. */
export function defineOriginPools(stack: PlatformStack, props: OriginPoolsProps): readonly OriginPool[] {
  const byName = [...props.locations].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.entries(props.jurisdiction.hosts).flatMap(([host, hostname]) => {
    const monitor = defineMonitor(stack, host, hostname, props);
    return byName.map((location) => ({
      host,
      location,
      pool: definePool(stack, { host, hostname, location, monitor }, props),
    }));
  });
}

function defineMonitor(
  stack: PlatformStack,
  host: string,
  hostname: string,
  { platform, edge }: OriginPoolsProps,
): LoadBalancerMonitor {
  return new LoadBalancerMonitor(stack, `monitor-${host}`, {
    accountId: edge.accountId,
    description: `${stack.planned.name}: gateway behind ${hostname}`,
    type: 'https',
    method: 'GET',
    path: EDGE_HEALTH_PATH,
    port: 443,
    header: { Host: [hostname] },
    expectedCodes: '200',
    followRedirects: false,
    allowInsecure: false,
    // Probes then present the zone's client certificate, without which origins answer nobody.
    probeZone: platform.environment.domain,
    interval: PROBE_INTERVAL_SECONDS,
    timeout: PROBE_TIMEOUT_SECONDS,
    retries: PROBE_RETRIES,
    consecutiveDown: ROUNDS_TO_CHANGE,
    consecutiveUp: ROUNDS_TO_CHANGE,
  });
}

interface PoolTarget {
  readonly host: string;
  readonly hostname: string;
  readonly location: Location;
  readonly monitor: LoadBalancerMonitor;
}

function definePool(
  stack: PlatformStack,
  { host, hostname, location, monitor }: PoolTarget,
  { platform, jurisdiction, edge }: OriginPoolsProps,
): LoadBalancerPool {
  return new LoadBalancerPool(stack, `pool-${host}-${location.name}`, {
    accountId: edge.accountId,
    name: `${platform.environment.name}-${host}-${location.name}`,
    description: `${hostname} in ${location.name} (${location.region})`,
    enabled: true,
    monitor: monitor.id,
    checkRegions: [...PROBE_REGIONS[jurisdiction.name]],
    minimumOrigins: 1,
    originSteering: { policy: 'random' },
    // Nothing is shed in normal operation; with one location left there is nowhere to shed to.
    loadShedding: { defaultPolicy: 'random', defaultPercent: 0, sessionPolicy: 'hash', sessionPercent: 0 },
    origins: [
      {
        name: location.name,
        address: location.originHost,
        port: 443,
        enabled: true,
        weight: 1,
        header: { host: [hostname] },
      },
    ],
  });
}
