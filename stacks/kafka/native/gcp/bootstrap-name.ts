import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import { kafkaClusterName, kafkaHost } from '../../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../../services/definition/platform.js';
import { internalZoneName } from '../../../gcp/location-names.js';
import type { PlatformStack } from '../../../platform-stack.js';

const TTL_SECONDS = 60;

/** Google's own name of a cluster's bootstrap servers. */
export const googleBootstrapHost = (platform: Platform, { region, project, name }: GcpLocation): string =>
  `bootstrap.${kafkaClusterName(platform.environment.name, name)}.${region}.managedkafka.${project}.cloud.goog`;

/** The location's name for Kafka leads to Google's. */
export function defineBootstrapName(stack: PlatformStack, platform: Platform, location: GcpLocation): void {
  new DnsRecordSet(stack, 'bootstrap', {
    managedZone: internalZoneName(location),
    name: `${kafkaHost(location.name, platform.environment.domain)}.`,
    type: 'CNAME',
    ttl: TTL_SECONDS,
    rrdatas: [`${googleBootstrapHost(platform, location)}.`],
  });
}
