import type { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { NetworkConnectivityServiceConnectionPolicy } from '@cdktf/provider-google/lib/network-connectivity-service-connection-policy/index.js';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member/index.js';
import { RedisCluster, type RedisClusterPersistenceConfig } from '@cdktf/provider-google/lib/redis-cluster/index.js';
import { identityIn } from '../../../services/definition/names.js';
import type { GcpLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { redisAgent } from '../cluster/service-agents.js';
import { defineGrantedKey, type GrantedKey } from '../granted-key.js';
import { serviceMember } from '../in-location.js';
import { networkPath, nodeSubnetPath } from '../location-names.js';
import { cacheNode } from './cache-nodes.js';

/** Hours of the night in the middle of each jurisdiction, UTC. */
const NIGHTS: Readonly<Record<GcpLocation['jurisdiction'], { readonly backup: number; readonly maintenance: number }>> =
  {
    us: { backup: 6, maintenance: 8 },
    eu: { backup: 23, maintenance: 1 },
  };
const BACKUP_RETENTION = `${7 * 86_400}s`;
/** One copy beside the primary, in another zone. */
const REPLICAS = 1;

type Redis = NonNullable<Service['data']['redis']>;

export interface CachesProps {
  readonly location: GcpLocation;
  readonly services: readonly Service[];
  readonly ring: KmsKeyRing;
  readonly projectNumber: string;
}

/**
 * One Redis for each service that asks for it, reached over TLS by the service's own account. One shard, so that a client needs to know
 * nothing of clusters; Private Service Connect, so that no range of addresses is lent to Google.
 */
export function defineCaches(stack: PlatformStack, { location, services, ring, projectNumber }: CachesProps): void {
  const cached = services.flatMap((service) => {
    const { redis } = service.data;
    return redis === null ? [] : [{ service, redis }];
  });
  if (cached.length === 0) return;
  const key = defineGrantedKey(stack, ring, 'redis', redisAgent(projectNumber));
  const policy = new NetworkConnectivityServiceConnectionPolicy(stack, 'redis-connections', {
    name: `${location.clusterName}-redis`,
    description: `Where the caches of ${location.name} get their addresses`,
    location: location.region,
    network: networkPath(location),
    serviceClass: 'gcp-memorystore-redis',
    pscConfig: { subnetworks: [nodeSubnetPath(location)] },
    labels: { ...stack.tags },
  });
  for (const { service, redis } of cached) {
    const cluster = defineCache(stack, { location, service, redis, key, policy });
    allowConnections(stack, location, service, cluster);
  }
}

interface CacheProps {
  readonly location: GcpLocation;
  readonly service: Service;
  readonly redis: Redis;
  readonly key: GrantedKey;
  readonly policy: NetworkConnectivityServiceConnectionPolicy;
}

function defineCache(stack: PlatformStack, { location, service, redis, key, policy }: CacheProps): RedisCluster {
  const night = NIGHTS[location.jurisdiction];
  return new RedisCluster(stack, `redis-${service.name}`, {
    name: identityIn(service.derived.cloudIdentity, location.name),
    region: location.region,
    shardCount: 1,
    replicaCount: REPLICAS,
    nodeType: cacheNode(redis.memoryMib),
    zoneDistributionConfig: { mode: 'MULTI_ZONE' },
    authorizationMode: 'AUTH_MODE_IAM_AUTH',
    transitEncryptionMode: 'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
    kmsKey: key.id,
    pscConfigs: [{ network: networkPath(location) }],
    redisConfigs: { 'maxmemory-policy': redis.eviction },
    persistenceConfig: persistenceOf(redis),
    ...(redis.persistence === 'none'
      ? {}
      : {
          automatedBackupConfig: {
            retention: BACKUP_RETENTION,
            fixedFrequencySchedule: { startTime: { hours: night.backup } },
          },
        }),
    maintenancePolicy: {
      weeklyMaintenanceWindow: [
        { day: 'TUESDAY', startTime: { hours: night.maintenance, minutes: 0, seconds: 0, nanos: 0 } },
      ],
    },
    deletionProtectionEnabled: true,
    dependsOn: [key.grant, policy],
    lifecycle: { preventDestroy: true },
  });
}

function persistenceOf({ persistence }: Redis): RedisClusterPersistenceConfig {
  switch (persistence) {
    case 'append-only':
      return { mode: 'AOF', aofConfig: { appendFsync: 'EVERYSEC' } };
    case 'snapshot':
      return { mode: 'RDB', rdbConfig: { rdbSnapshotPeriod: 'SIX_HOURS' } };
    case 'none':
      return { mode: 'DISABLED' };
  }
}

/** A service gets tokens for its own cache. */
function allowConnections(stack: PlatformStack, location: GcpLocation, service: Service, cluster: RedisCluster): void {
  const { project, region } = location;
  new ProjectIamMember(stack, `redis-${service.name}-user`, {
    project,
    role: 'roles/redis.dbConnectionUser',
    member: serviceMember(service, location),
    condition: {
      title: `Redis of ${service.name}`,
      expression: `resource.name == "projects/${project}/locations/${region}/clusters/${cluster.nameInput ?? ''}"`,
    },
  });
}
