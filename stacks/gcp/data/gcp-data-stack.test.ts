import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { persistenceOf } from './cache-persistence.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const stack = found(stacks.get('production-usc1-data'), 'stack');
const placed = production.services.filter((service) => service.locations.includes('usc1'));
const cached = placed.filter((service) => service.data.redis !== null);
const archiving = placed.filter((service) => service.data.postgres !== null);
const NETWORK = 'projects/finflow-production-usc1/global/networks/finflow-production-usc1-network';

describe('GcpDataStack', () => {
  it('builds one cache for each service that asks for it, and two archives', () => {
    expect(cached.length).toBeGreaterThan(0);
    expect(resourceCounts(stack)).toEqual({
      google_dns_record_set: cached.length,
      google_kms_crypto_key: 3,
      google_kms_crypto_key_iam_member: 3,
      google_kms_key_ring: 1,
      google_memorystore_instance: cached.length,
      google_network_connectivity_service_connection_policy: 1,
      google_project_iam_member: cached.length,
      google_storage_bucket: 2,
      google_storage_bucket_iam_member: 2 * archiving.length,
    });
  });

  it('encrypts caches in transit and at rest, with a copy in every zone and no password', () => {
    expect(resourceOf(stack, 'google_memorystore_instance', 'redis-auth')).toMatchObject({
      authorization_mode: 'IAM_AUTH',
      automated_backup_config: { retention: '604800s', fixed_frequency_schedule: { start_time: { hours: 6 } } },
      deletion_protection_enabled: true,
      desired_auto_created_endpoints: [{ network: NETWORK, project_id: 'finflow-production-usc1' }],
      engine_configs: { 'maxmemory-policy': 'noeviction' },
      instance_id: 'p-usc1-auth',
      kms_key: '${google_kms_crypto_key.redis-key.id}',
      location: 'us-central1',
      mode: 'CLUSTER_DISABLED',
      node_type: 'STANDARD_SMALL',
      persistence_config: { mode: 'AOF', aof_config: { append_fsync: 'EVERY_SEC' } },
      replica_count: 2,
      transit_encryption_mode: 'SERVER_AUTHENTICATION',
      zone_distribution_config: { mode: 'MULTI_ZONE' },
    });
  });

  it('keeps of a cache what its service declares', () => {
    expect(resourceOf(stack, 'google_memorystore_instance', 'redis-fraud')).toMatchObject({
      engine_configs: { 'maxmemory-policy': 'volatile-ttl' },
      persistence_config: { mode: 'DISABLED' },
    });
    expect(resourceOf(stack, 'google_memorystore_instance', 'redis-fraud')).not.toHaveProperty(
      'automated_backup_config',
    );
    expect(persistenceOf('snapshot', 6)).toMatchObject({
      persistenceConfig: { mode: 'RDB', rdbConfig: { rdbSnapshotPeriod: 'ONE_HOUR' } },
      automatedBackupConfig: { retention: '604800s' },
    });
  });

  it('takes addresses of endpoints from the network that pods may reach', () => {
    expect(resourceOf(stack, 'google_network_connectivity_service_connection_policy', 'redis-endpoints')).toMatchObject(
      {
        location: 'us-central1',
        network: NETWORK,
        psc_config: {
          subnetworks: [
            'projects/finflow-production-usc1/regions/us-central1/subnetworks/finflow-production-usc1-nodes',
          ],
        },
        service_class: 'gcp-memorystore',
      },
    );
  });

  it.each(cached)(
    'leads the name of $name’s cache to the endpoint that writes, and lets in $name alone',
    ({ name }) => {
      const record = resourceOf(stack, 'google_dns_record_set', `redis-${name}-name`);
      expect(record['name']).toBe(`redis-${name}-usc1.internal.finflow.example.`);
      expect(record['rrdatas']).toEqual([
        expect.stringMatching(new RegExp(`google_memorystore_instance\\.redis-${name}\\.endpoints.*_PRIMARY`)),
      ]);
      expect(resourceOf(stack, 'google_project_iam_member', `redis-${name}-client`)).toMatchObject({
        role: 'roles/memorystore.dbConnectionUser',
        member: `serviceAccount:p-usc1-${name}@finflow-production-usc1.iam.gserviceaccount.com`,
        condition: {
          expression: `resource.name == "projects/finflow-production-usc1/locations/us-central1/instances/p-usc1-${name}"`,
        },
      });
    },
  );

  it('maintains the caches of each jurisdiction in its own night', () => {
    const dayOf = (name: string): unknown => {
      const data = found(stacks.get(`production-${name}-data`), name);
      const [cache] = Object.values(resourcesOf(data, 'google_memorystore_instance'));
      return cache?.['maintenance_policy'];
    };
    expect(dayOf('usc1')).toMatchObject({ weekly_maintenance_window: [{ day: 'THURSDAY', start_time: { hours: 8 } }] });
    expect(dayOf('euw4')).toMatchObject({ weekly_maintenance_window: [{ day: 'FRIDAY', start_time: { hours: 1 } }] });
  });
});

describe.each(['backups', 'wal'] as const)('the archive %s', (purpose) => {
  const hours = archiving.map(({ data }) => data.postgres?.backup.pitrHours ?? 0);
  const days = Math.max(...hours) / 24 + 1;

  it('is locked against everybody for the longest window of recovery and a base backup, in its region', () => {
    expect(resourceOf(stack, 'google_storage_bucket', purpose)).toMatchObject({
      autoclass: { enabled: true },
      encryption: { default_kms_key_name: `\${google_kms_crypto_key.${purpose}-key.id}` },
      location: 'us-central1',
      name: `finflow-production-usc1-${purpose}`,
      public_access_prevention: 'enforced',
      retention_policy: { is_locked: true, retention_period: days * 86_400 },
      uniform_bucket_level_access: true,
    });
    const euw4 = found(stacks.get('production-euw4-data'), 'euw4');
    expect(resourceOf(euw4, 'google_storage_bucket', purpose)).toMatchObject({ location: 'europe-west4' });
  });

  it('deletes nothing before its lock ends', () => {
    const rules = resourceOf(stack, 'google_storage_bucket', purpose)['lifecycle_rule'];
    expect(rules).toEqual([
      { action: { type: 'Delete' }, condition: { age: days } },
      { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: 7 } },
    ]);
  });

  it('is written by services with a database, each below its own folder', () => {
    for (const { name } of archiving) {
      const grant = resourceOf(stack, 'google_storage_bucket_iam_member', `${purpose}-${name}`);
      expect(grant).toMatchObject({
        role: 'roles/storage.objectUser',
        member: `serviceAccount:p-usc1-${name}@finflow-production-usc1.iam.gserviceaccount.com`,
      });
      expect((grant['condition'] as { expression: string }).expression).toContain(
        `"projects/_/buckets/finflow-production-usc1-${purpose}/objects/${name}/"`,
      );
    }
  });

  it('has the name under which the other cloud reads it', () => {
    const readers = resourcesOf(
      found(stacks.get('production-usc1-identity'), 'identity'),
      'google_storage_bucket_iam_member',
    );
    expect(Object.values(readers).map(({ bucket }) => bucket)).toContain(
      resourceOf(stack, 'google_storage_bucket', purpose)['name'],
    );
  });
});
