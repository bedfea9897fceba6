import { ElasticacheParameterGroup } from '@cdktf/provider-aws/lib/elasticache-parameter-group/index.js';
import { ElasticacheReplicationGroup } from '@cdktf/provider-aws/lib/elasticache-replication-group/index.js';
import { ElasticacheSubnetGroup } from '@cdktf/provider-aws/lib/elasticache-subnet-group/index.js';
import type { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { REDIS_PORT } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey } from '../customer-key.js';
import { durableLifecycle } from '../durable.js';
import { inLocation, serviceTags } from '../in-location.js';
import { defineCacheGuard } from './cache-guard.js';
import { cacheNode, RESERVED_MEMORY_PERCENT } from './cache-nodes.js';
import { defineCacheUserGroup, defineDisabledUser } from './cache-users.js';
import { backupHours } from './backup-hours.js';
import type { CachedService } from './cached-service.js';

const ENGINE = { engine: 'redis', engineVersion: '7.1' } as const;
const PARAMETER_FAMILY = 'redis7';

/** Daily snapshots of a cache whose content matters; ElastiCache keeps 35 days at most. */
const SNAPSHOT_DAYS = 7;

export interface CachesProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly services: readonly CachedService[];
  readonly vpcId: string;
  /** An isolated subnet in every zone. */
  readonly subnetIds: readonly string[];
}

/** What every cache of a location shares. */
interface Shared {
  readonly key: KmsKey;
  readonly guard: SecurityGroup;
  readonly subnets: ElasticacheSubnetGroup;
  readonly disabled: ElasticacheUser;
}

/** One Redis for each service that asks for it: a copy in every zone, reached over TLS by its own service. */
export function defineCaches(stack: PlatformStack, props: CachesProps): void {
  const { location, services, vpcId, subnetIds } = props;
  if (services.length === 0) return;
  const shared: Shared = {
    key: defineCacheKey(stack, props),
    guard: defineCacheGuard(stack, location, vpcId),
    subnets: new ElasticacheSubnetGroup(stack, 'redis-subnets', {
      name: stack.planned.name,
      description: `Isolated subnets of ${stack.planned.name}`,
      subnetIds: [...subnetIds],
    }),
    disabled: defineDisabledUser(stack),
  };
  for (const cached of services) defineCache(stack, location, cached, shared);
}

function defineCache(
  stack: PlatformStack,
  location: AwsLocation,
  { service, redis }: CachedService,
  { key, guard, subnets, disabled }: Shared,
): void {
  const name = inLocation(service.derived.cloudIdentity, location);
  const tags = serviceTags(service);
  const parameters = new ElasticacheParameterGroup(stack, `redis-${service.name}-parameters`, {
    name: `${stack.planned.name}-${service.name}`,
    description: `Redis of ${service.name}`,
    family: PARAMETER_FAMILY,
    parameter: [
      { name: 'maxmemory-policy', value: redis.eviction },
      { name: 'reserved-memory-percent', value: String(RESERVED_MEMORY_PERCENT) },
    ],
    tags,
  });
  const users = defineCacheUserGroup(stack, { service, name, disabled });
  const { snapshot, maintenance } = backupHours(location);
  const replicas = location.zones.length - 1;
  new ElasticacheReplicationGroup(stack, `redis-${service.name}`, {
    ...ENGINE,
    replicationGroupId: name,
    description: `Redis of ${service.name} in ${location.clusterName}`,
    nodeType: cacheNode(redis.memoryMib),
    numNodeGroups: 1,
    replicasPerNodeGroup: replicas,
    automaticFailoverEnabled: replicas > 0,
    multiAzEnabled: replicas > 0,
    autoMinorVersionUpgrade: 'true',
    parameterGroupName: parameters.name,
    port: REDIS_PORT,
    subnetGroupName: subnets.name,
    securityGroupIds: [guard.id],
    userGroupIds: [users.userGroupId],
    atRestEncryptionEnabled: 'true',
    kmsKeyId: key.arn,
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    ...(redis.persistence === 'none'
      ? { snapshotRetentionLimit: 0 }
      : { snapshotRetentionLimit: SNAPSHOT_DAYS, snapshotWindow: snapshot, finalSnapshotIdentifier: `${name}-final` }),
    maintenanceWindow: maintenance,
    applyImmediately: false,
    tags,
    lifecycle: durableLifecycle(location),
  });
}

function defineCacheKey(stack: PlatformStack, { platform, location }: CachesProps): KmsKey {
  const { account, region, clusterName } = location;
  return defineCustomerKey(stack, {
    platform,
    location,
    name: 'redis',
    description: `Redis of the services in ${clusterName}`,
    uses: [
      {
        // ElastiCache acts for whoever creates a cache and keeps on by a grant.
        Sid: 'EncryptCaches',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
        Condition: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `elasticache.${region}.amazonaws.com` },
        },
      },
    ],
  });
}
