import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set/index.js';
import type { MemorystoreInstance } from '@cdktf/provider-google/lib/memorystore-instance/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { dataStoreHost } from '../../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { serviceMember } from '../in-location.js';
import { internalZoneName } from '../location-names.js';

/** A moved endpoint is found again within a minute. */
const TTL_SECONDS = 60;

/** The name by which the service knows its cache leads to the endpoint that takes writes; there is another one for reading. */
export function defineCacheName(
  stack: PlatformStack,
  platform: Platform,
  location: GcpLocation,
  service: Service,
  cache: MemorystoreInstance,
): void {
  const endpoints = `google_memorystore_instance.${cache.friendlyUniqueId}.endpoints`;
  const connections = `for endpoint in ${endpoints} : [for connection in endpoint.connections : connection.psc_auto_connection]`;
  const primary = 'psc.connection_type == "CONNECTION_TYPE_PRIMARY"';
  new DnsRecordSet(stack, `redis-${service.name}-name`, {
    managedZone: internalZoneName(location),
    name: `${dataStoreHost('redis', service.name, location.name, platform.environment.domain)}.`,
    type: 'A',
    ttl: TTL_SECONDS,
    rrdatas: [`\${one([for psc in flatten([${connections}]) : psc.ip_address if ${primary}])}`],
  });
}

/** Lets a service into its own cache with a token of its own: there is no password that a state or a secret could hold. */
export function allowCacheConnection(
  stack: PlatformStack,
  location: GcpLocation,
  service: Service,
  { instanceIdInput }: MemorystoreInstance,
): void {
  const { project, region } = location;
  new ProjectIamMember(stack, `redis-${service.name}-client`, {
    project,
    role: 'roles/memorystore.dbConnectionUser',
    member: serviceMember(service, location),
    condition: {
      title: `Own cache of ${service.name}`,
      description: 'No other instance of the project',
      expression: `resource.name == "projects/${project}/locations/${region}/instances/${String(instanceIdInput)}"`,
    },
  });
}
