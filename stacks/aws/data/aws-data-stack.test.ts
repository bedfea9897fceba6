import { describe, expect, it } from 'vitest';
import { listed, statementsOf } from '../../testing/policy-statements.js';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const use1 = awsLocation(production, 'use1');
const stack = found(synthesized([production]).get('production-use1-data'), 'stack');
const placed = production.services.filter((service) => service.locations.includes('use1'));
const cached = placed.filter((service) => service.data.redis !== null);
const archiving = placed.filter((service) => service.data.postgres !== null);

describe('AwsDataStack', () => {
  it('builds one cache for each service that asks for it, and two archives', () => {
    expect(resourceCounts(stack)).toMatchObject({
      aws_elasticache_parameter_group: cached.length,
      aws_elasticache_replication_group: cached.length,
      aws_elasticache_subnet_group: 1,
      aws_elasticache_user: cached.length + 1,
      aws_elasticache_user_group: cached.length,
      aws_iam_role_policy: archiving.length,
      aws_kms_key: 3,
      aws_s3_bucket: 2,
      aws_s3_bucket_object_lock_configuration: 2,
    });
  });

  it('encrypts caches in transit and at rest, with a copy in every zone', () => {
    expect(resourceOf(stack, 'aws_elasticache_replication_group', 'redis-auth')).toMatchObject({
      at_rest_encryption_enabled: 'true',
      automatic_failover_enabled: true,
      kms_key_id: '${aws_kms_key.redis-key.arn}',
      multi_az_enabled: true,
      node_type: 'cache.m7g.large',
      num_node_groups: 1,
      replicas_per_node_group: use1.zones.length - 1,
      replication_group_id: 'p-use1-auth',
      security_group_ids: ['${aws_security_group.redis-guard.id}'],
      transit_encryption_enabled: true,
      transit_encryption_mode: 'required',
      user_group_ids: ['${aws_elasticache_user_group.redis-auth-users.user_group_id}'],
    });
    expect(resourceOf(stack, 'aws_elasticache_subnet_group', 'redis-subnets')['subnet_ids']).toEqual(
      use1.zones.map((zone) => `\${data.terraform_remote_state.network.outputs.subnet_isolated-${zone}}`),
    );
  });

  it('keeps snapshots of what must survive, evicts as declared', () => {
    const group = (name: string) => resourceOf(stack, 'aws_elasticache_replication_group', `redis-${name}`);
    expect(group('auth')).toMatchObject({
      snapshot_retention_limit: 7,
      final_snapshot_identifier: 'p-use1-auth-final',
    });
    expect(group('fraud')).toMatchObject({ snapshot_retention_limit: 0 });
    expect(group('fraud')).not.toHaveProperty('snapshot_window');
    expect(resourceOf(stack, 'aws_elasticache_parameter_group', 'redis-fraud-parameters')['parameter']).toEqual([
      { name: 'maxmemory-policy', value: 'volatile-ttl' },
      { name: 'reserved-memory-percent', value: '25' },
    ]);
  });

  it('lets in the user of the service, never by a password that a state would hold', () => {
    const users = Object.entries(resourcesOf(stack, 'aws_elasticache_user'));
    for (const [, user] of users) {
      expect(user).not.toHaveProperty('passwords');
      expect(JSON.stringify(user['authentication_mode'])).not.toContain('passwords');
    }
    expect(resourceOf(stack, 'aws_elasticache_user', 'redis-default-user')).toMatchObject({
      access_string: 'off ~* -@all',
      user_name: 'default',
    });
    expect(resourceOf(stack, 'aws_elasticache_user', 'redis-auth-user')).toMatchObject({
      authentication_mode: { type: 'iam' },
      lifecycle: { ignore_changes: ['authentication_mode'] },
      user_id: 'p-use1-auth',
      user_name: 'p-use1-auth',
    });
  });

  it('admits only the pods of the location', () => {
    expect(Object.values(resourcesOf(stack, 'aws_vpc_security_group_ingress_rule'))).toMatchObject([
      { cidr_ipv4: use1.addresses.pods, from_port: 6379, to_port: 6379 },
    ]);
  });
});

describe.each(['backups', 'wal'] as const)('the archive %s', (purpose) => {
  const bucket = `finflow-production-use1-${purpose}`;

  it('is locked against everybody for the longest window of recovery and a base backup', () => {
    const hours = archiving.map(({ data }) => data.postgres?.backup.pitrHours ?? 0);
    expect(resourceOf(stack, 'aws_s3_bucket', purpose)).toMatchObject({ bucket, object_lock_enabled: true });
    expect(resourceOf(stack, 'aws_s3_bucket_object_lock_configuration', `${purpose}-lock`)).toMatchObject({
      rule: { default_retention: { days: Math.max(...hours) / 24 + 1, mode: 'COMPLIANCE' } },
    });
  });

  it('deletes nothing before its lock ends, and moves it to a cheaper class', () => {
    const lock = resourceOf(stack, 'aws_s3_bucket_object_lock_configuration', `${purpose}-lock`);
    const { days } = (lock['rule'] as { default_retention: { days: number } }).default_retention;
    expect(resourceOf(stack, 'aws_s3_bucket_lifecycle_configuration', `${purpose}-ageing`)['rule']).toMatchObject([
      { expiration: [{ days }], transition: [{ storage_class: 'INTELLIGENT_TIERING' }] },
    ]);
  });

  it('is for the roles of services with a database, in the bucket and with the key', () => {
    const roles = archiving.map(
      ({ derived }) => `arn:aws:iam::111111111111:role/${String(derived.cloudIdentity['use1'])}`,
    );
    // And the readers of the other cloud, whose rights the identity layer gives.
    const readers = roles.map((role) => `${role}-archives-usc1`);
    const fence = statementsOf(resourceOf(stack, 'aws_s3_bucket_policy', `${purpose}-policy`)['policy']).at(-1);
    expect(fence).toMatchObject({
      Action: ['s3:DeleteObject', 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': [...roles, ...readers] } },
      Effect: 'Deny',
    });
    const uses = statementsOf(resourceOf(stack, 'aws_kms_key', `${purpose}-key`)['policy']).slice(-2);
    for (const [place, principals] of [roles, readers].entries()) {
      expect(uses[place]?.Condition).toMatchObject({
        ArnEquals: { 'aws:PrincipalArn': principals },
        StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
      });
    }
  });
});

describe.each(archiving)('$name', ({ name, derived }) => {
  it('archives below its own folder', () => {
    const policy = resourceOf(stack, 'aws_iam_role_policy', `archives-${name}`);
    expect(policy['role']).toBe(derived.cloudIdentity['use1']);
    const objects = statementsOf(policy['policy']).find(({ Sid }) => Sid === 'ArchiveOwnDatabases');
    expect(listed(objects?.Resource)).toEqual(
      ['backups', 'wal'].map((purpose) => `arn:aws:s3:::finflow-production-use1-${purpose}/${name}/*`),
    );
  });
});
