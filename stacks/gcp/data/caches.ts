import type { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { MemorystoreInstance } from '@cdktf/provider-google/lib/memorystore-instance/index.js';
import { NetworkConnectivityServiceConnectionPolicy } from '@cdktf/provider-google/lib/network-connectivity-service-connection-policy/index.js';
import { identityIn } from '../../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { cacheAgent } from '../cluster/service-agents.js';
import { defineGrantedKey, type GrantedKey } from '../granted-key.js';
import { serviceLabels } from '../in-location.js';
import { networkPath, nodeSubnetPath } from '../location-names.js';
import { allowCacheConnection, defineCacheName } from './cache-clients.js';
import { cacheNode } from './cache-nodes.js';
import { persistenceOf } from './cache-persistence.js';
import { nightOf } from './night.js';

/** The commands of Redis 7.2, which ElastiCache's 7.1 is a part of. */
const ENGINE_VERSION = 'VALKEY_7_2';
/** Class of service that asks for addresses by Private Service Connect. */
const SERVICE_CLASS = 'gcp-memorystore';

type Redis = NonNullable<Service['data']['redis']>;

export interface CachesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly services: readonly Service[];
  readonly ring: KmsKeyRing;
  readonly projectNumber: string;
}

/** What every cache of a location shares. */
interface Shared {
  readonly key: GrantedKey;
  readonly policy: NetworkConnectivityServiceConnectionPolicy;
}

/** One Valkey for each service that asks for Redis: a copy in every zone, reached over TLS from the location's network by its own service. */
export function defineCaches(stack: PlatformStack, props: CachesProps): void {
  const { platform, location, services, ring, projectNumber } = props;
  const cached = services.flatMap((service) =>
    service.data.redis === null ? [] : [{ service, redis: service.data.redis }],
  );
  if (cached.length === 0) return;
  const shared: Shared = {
    key: defineGrantedKey(stack, ring, 'redis', cacheAgent(projectNumber)),
    policy: defineConnectionPolicy(stack, location),
  };
  for (const { service, redis } of cached) {
    const cache = defineCache(stack, location, service, redis, shared);
    defineCacheName(stack, platform, location, service, cache);
    allowCacheConnection(stack, location, service, cache);
  }
}

/** Lets Memorystore take addresses for its endpoints from the location's own subnet, for instances of this project only. */
function defineConnectionPolicy(
  stack: PlatformStack,
  location: GcpLocation,
): NetworkConnectivityServiceConnectionPolicy {
  return new NetworkConnectivityServiceConnectionPolicy(stack, 'redis-endpoints', {
    project: location.project,
    name: `${location.clusterName}-redis`,
    description: `Endpoints of the caches in ${location.clusterName}`,
    location: location.region,
    network: networkPath(location),
    serviceClass: SERVICE_CLASS,
    pscConfig: { subnetworks: [nodeSubnetPath(location)] },
    labels: { ...stack.tags },
  });
}

function defineCache(
  stack: PlatformStack,
  location: GcpLocation,
  service: Service,
  redis: Redis,
  { key, policy }: Shared,
): MemorystoreInstance {
  const { backupHour, maintenance } = nightOf(location);
  return new MemorystoreInstance(stack, `redis-${service.name}`, {
    project: location.project,
    location: location.region,
    instanceId: identityIn(service.derived.cloudIdentity, location.name),
    engineVersion: ENGINE_VERSION,
    engineConfigs: { 'maxmemory-policy': redis.eviction },
    // One endpoint that every client of Redis understands, as on AWS.
    mode: 'CLUSTER_DISABLED',
    shardCount: 1,
    nodeType: cacheNode(redis.memoryMib),
    replicaCount: location.zones.length - 1,
    zoneDistributionConfig: { mode: 'MULTI_ZONE' },
    allowFewerZonesDeployment: false,
    desiredAutoCreatedEndpoints: [{ network: networkPath(location), projectId: location.project }],
    authorizationMode: 'IAM_AUTH',
    transitEncryptionMode: 'SERVER_AUTHENTICATION',
    kmsKey: key.id,
    ...persistenceOf(redis.persistence, backupHour),
    maintenancePolicy: {
      weeklyMaintenanceWindow: [
        { day: maintenance.day, startTime: { hours: maintenance.hour, minutes: 0, seconds: 0, nanos: 0 } },
      ],
    },
    deletionProtectionEnabled: true,
    labels: { ...stack.tags, ...serviceLabels(service) },
    dependsOn: [key.grant, policy],
    lifecycle: { preventDestroy: true },
  });
}
