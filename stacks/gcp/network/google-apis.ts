import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Virtual addresses of Google APIs; the restricted ones lead only to services that VPC Service Controls covers. */
const RESTRICTED = {
  host: 'restricted.googleapis.com.',
  addresses: ['199.36.153.4', '199.36.153.5', '199.36.153.6', '199.36.153.7'],
};
const PRIVATE = {
  host: 'private.googleapis.com.',
  addresses: ['199.36.153.8', '199.36.153.9', '199.36.153.10', '199.36.153.11'],
};
const APIS_DOMAIN = 'googleapis.com';
/** Registries that Google's own images come from. */
const REGISTRY_DOMAINS = ['gcr.io', 'pkg.dev'];
const TTL_SECONDS = 300;

export interface GoogleApisProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** Names of Google APIs resolve to restricted addresses, so their traffic never leaves Google's network. */
export function defineGoogleApis(stack: PlatformStack, { platform, location, vpc }: GoogleApisProps): void {
  const apis = definePrivateZone(stack, location, vpc, APIS_DOMAIN);
  defineRecord(stack, apis, 'A', RESTRICTED.host, RESTRICTED.addresses);
  defineRecord(stack, apis, 'CNAME', `*.${APIS_DOMAIN}.`, [RESTRICTED.host]);
  for (const domain of REGISTRY_DOMAINS) {
    const zone = definePrivateZone(stack, location, vpc, domain);
    defineRecord(stack, zone, 'A', `${domain}.`, RESTRICTED.addresses);
    defineRecord(stack, zone, 'CNAME', `*.${domain}.`, [`${domain}.`]);
  }

  const thirdParties = thirdPartyApis(platform, location);
  if (thirdParties.length === 0) return;
  defineRecord(stack, apis, 'A', PRIVATE.host, PRIVATE.addresses);
  for (const host of thirdParties) defineRecord(stack, apis, 'CNAME', `${host}.`, [PRIVATE.host]);
}

/**
 * Google hosts that services of the location declare as third parties, such as push messaging. The restricted
 * addresses do not serve them.
 */
export function thirdPartyApis(platform: Platform, location: GcpLocation): string[] {
  const placed = platform.services.filter((service) => service.locations.includes(location.name));
  const called = new Set(placed.flatMap((service) => service.calls.map(({ target }) => target)));
  const hosts = platform.externals.filter(({ name }) => called.has(name)).flatMap((external) => external.hosts);
  return [...new Set(hosts.filter((host) => host.endsWith(`.${APIS_DOMAIN}`)))].sort();
}

function definePrivateZone(
  stack: PlatformStack,
  location: GcpLocation,
  vpc: ComputeNetwork,
  domain: string,
): DnsManagedZone {
  return new DnsManagedZone(stack, `zone-${dashed(domain)}`, {
    name: `${location.clusterName}-${dashed(domain)}`,
    description: `${domain} as ${location.name} sees it`,
    dnsName: `${domain}.`,
    visibility: 'private',
    privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
  });
}

function defineRecord(
  stack: PlatformStack,
  zone: DnsManagedZone,
  type: 'A' | 'CNAME',
  name: string,
  rrdatas: readonly string[],
): void {
  new DnsRecordSet(stack, `record-${dashed(name.replace('*', 'any'))}`, {
    managedZone: zone.name,
    name,
    type,
    ttl: TTL_SECONDS,
    rrdatas: [...rrdatas],
  });
}

/** `fcm.googleapis.com.` → `fcm-googleapis-com`, as ids and zone names want it. */
function dashed(name: string): string {
  return name.replace(/\.$/, '').replaceAll('.', '-');
}
