import { describe, expect, it } from 'vitest';
import { found, platformOf, resourceOf, resourcesOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stack = found(synthesized([production]).get('production-usc1-data'), 'data');
const services = production.services.filter(({ locations }) => locations.includes('usc1'));
const archiving = services.filter(({ data }) => data.postgres !== null);
const cached = services.filter(({ data }) => data.redis !== null);

describe.each(['backups', 'wal'])('the archive %s', (purpose) => {
  it('is locked for the longest window of recovery and a day, in the region and closed', () => {
    const hours = Math.max(...archiving.map(({ data }) => data.postgres?.backup.pitrHours ?? 0));
    expect(resourceOf(stack, 'google_storage_bucket', purpose)).toMatchObject({
      name: `finflow-production-usc1-${purpose}`,
      location: 'us-central1',
      public_access_prevention: 'enforced',
      uniform_bucket_level_access: true,
      retention_policy: { is_locked: true, retention_period: hours * 3_600 + 86_400 },
      encryption: { default_kms_key_name: `\${google_kms_crypto_key.${purpose}-key.id}` },
    });
  });

  it('is for the services with a database, each below its own folder', () => {
    const grants = Object.values(resourcesOf(stack, 'google_storage_bucket_iam_member')).filter(({ bucket }) =>
      String(bucket).includes(`.${purpose}.`),
    );
    expect(grants).toHaveLength(2 * archiving.length);
    for (const { member, condition, role } of grants) {
      const owner = archiving.find(({ derived }) =>
        String(member).includes(`:${String(derived.cloudIdentity['usc1'])}@`),
      );
      expect(['roles/storage.objectCreator', 'roles/storage.objectViewer']).toContain(role);
      expect((condition as { readonly expression: string }).expression).toContain(
        `/buckets/finflow-production-usc1-${purpose}/objects/${found(owner, String(member)).name}/`,
      );
    }
  });
});

describe('the caches', () => {
  it('are one for each service that asks for it: TLS, tokens, two zones, its own key, not to be deleted', () => {
    const clusters = resourcesOf(stack, 'google_redis_cluster');
    expect(Object.keys(clusters).sort()).toEqual(cached.map(({ name }) => `redis-${name}`).sort());
    for (const cluster of Object.values(clusters)) {
      expect(cluster).toMatchObject({
        shard_count: 1,
        replica_count: 1,
        zone_distribution_config: { mode: 'MULTI_ZONE' },
        authorization_mode: 'AUTH_MODE_IAM_AUTH',
        transit_encryption_mode: 'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
        kms_key: '${google_kms_crypto_key.redis-key.id}',
        deletion_protection_enabled: true,
      });
    }
  });

  it('let each service use its own', () => {
    for (const { name, derived } of cached) {
      const { member, condition } = resourceOf(stack, 'google_project_iam_member', `redis-${name}-user`);
      const identity = String(derived.cloudIdentity['usc1']);
      expect(member).toBe(`serviceAccount:${identity}@finflow-production-usc1.iam.gserviceaccount.com`);
      expect((condition as { readonly expression: string }).expression).toContain(`/clusters/${identity}"`);
    }
  });
});
