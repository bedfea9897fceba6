import { describe, expect, it } from 'vitest';
import { found, platformOf, resourcesOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stack = found(synthesized([production]).get('production-usc1-secrets'), 'secrets');
const declared = production.services
  .filter(({ locations }) => locations.includes('usc1'))
  .flatMap((service) => service.secrets.map((secret) => ({ service, secret })));

describe('GcpSecretsStack', () => {
  const entries = resourcesOf(stack, 'google_secret_manager_secret');

  it('has an entry for each declared secret, under the name that pods read, and no value', () => {
    expect(Object.keys(entries).sort()).toEqual(
      declared.map(({ service, secret }) => `${service.name}-${secret.name}`).sort(),
    );
    for (const { service, secret } of declared) {
      expect(found(entries[`${service.name}-${secret.name}`], secret.name)['secret_id']).toBe(
        secret.remoteKeys['usc1'],
      );
    }
    expect(stack.resource).not.toHaveProperty('google_secret_manager_secret_version');
  });

  it('keeps each in the region under a key of ours, due after its declared time, not to be deleted', () => {
    for (const { service, secret } of declared) {
      expect(entries[`${service.name}-${secret.name}`]).toMatchObject({
        replication: {
          user_managed: {
            replicas: [
              {
                location: 'us-central1',
                customer_managed_encryption: { kms_key_name: '${google_kms_crypto_key.secrets-key.id}' },
              },
            ],
          },
        },
        rotation: { rotation_period: `${secret.rotateDays * 86_400}s` },
        topics: [{ name: '${google_pubsub_topic.rotations.id}' }],
        deletion_protection: true,
        labels: { service: service.name },
        lifecycle: { prevent_destroy: true, ignore_changes: ['rotation[0].next_rotation_time'] },
      });
    }
  });
});
