import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule/index.js';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { kafkaHost } from '../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { internalZoneName, networkPath, nodeSubnetPath } from '../../gcp/location-names.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { ConfluentConnection } from './confluent-network.js';

/** A moved endpoint is found again within a minute. */
const TTL_SECONDS = 60;

export interface GcpPrivateLinkProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly network: ConfluentConnection;
}

/** The way from the location's network to its brokers: an address for every zone, and the brokers' own names leading to it. */
export function defineGcpPrivateLink(stack: PlatformStack, props: GcpPrivateLinkProps): void {
  const { platform, location, network: connection } = props;
  const endpoints = location.zones.map((zone) => ({ zone, address: defineEndpoint(stack, props, zone) }));
  const domain = `${connection.network.dnsDomain}.`;
  const zone = new DnsManagedZone(stack, 'brokers-zone', {
    name: `${location.clusterName}-brokers`,
    description: `Brokers of ${location.name} as its network reaches them`,
    dnsName: domain,
    visibility: 'private',
    privateVisibilityConfig: { networks: [{ networkUrl: networkPath(location) }] },
  });
  const everywhere = endpoints.map(({ address }) => address);
  defineAddresses(stack, 'brokers-any', zone.name, `*.${domain}`, everywhere);
  for (const { zone: id, address } of endpoints) {
    defineAddresses(stack, `brokers-${id}`, zone.name, `*.${id}.${domain}`, [address]);
  }
  const host = kafkaHost(location.name, platform.environment.domain);
  defineAddresses(stack, 'bootstrap', internalZoneName(location), `${host}.`, everywhere);
}

/** An address of our subnet behind which Confluent's brokers of one zone stand. */
function defineEndpoint(
  stack: PlatformStack,
  { location, network: { network, access } }: GcpPrivateLinkProps,
  zone: string,
): string {
  const name = `${location.clusterName}-kafka-${zone}`;
  const address = new ComputeAddress(stack, `address-${zone}`, {
    name,
    description: `Kafka brokers in ${zone}`,
    addressType: 'INTERNAL',
    region: location.region,
    subnetwork: nodeSubnetPath(location),
    lifecycle: { preventDestroy: true },
  });
  new ComputeForwardingRule(stack, `endpoint-${zone}`, {
    name,
    region: location.region,
    network: networkPath(location),
    ipAddress: address.id,
    target: network.gcpServiceAttachment(zone),
    // The default would be a public load balancer, which a service attachment cannot have.
    loadBalancingScheme: '',
    allowPscGlobalAccess: false,
    dependsOn: [access],
  });
  return address.address;
}

function defineAddresses(
  stack: PlatformStack,
  id: string,
  managedZone: string,
  name: string,
  addresses: readonly string[],
): void {
  new DnsRecordSet(stack, id, { managedZone, name, type: 'A', ttl: TTL_SECONDS, rrdatas: [...addresses] });
}
