import { describe, expect, it } from 'vitest';
import { found, platformOf, resourceCounts, resourceOf, synthesized } from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const stack = found(stacks.get('production-usc1-secrets'), 'stack');
const declared = production.services
  .filter((service) => service.locations.includes('usc1'))
  .flatMap((service) => service.secrets.map((secret) => ({ service, secret, id: `${service.name}-${secret.name}` })));

describe('GcpSecretsStack', () => {
  it('has a place for every declared secret, no value, and no second grant beside the cluster’s', () => {
    expect(resourceCounts(stack)).toEqual({
      google_kms_crypto_key: 2,
      google_kms_crypto_key_iam_member: 2,
      google_kms_key_ring: 1,
      google_monitoring_alert_policy: 1,
      google_monitoring_notification_channel: 1,
      google_pubsub_subscription: 1,
      google_pubsub_topic: 1,
      google_pubsub_topic_iam_member: 1,
      google_secret_manager_secret: declared.length,
    });
  });

  it.each(declared)('keeps $id in its region, under the name that its service may read', ({ service, secret, id }) => {
    expect(resourceOf(stack, 'google_secret_manager_secret', id)).toMatchObject({
      deletion_protection: true,
      labels: { 'rotate-days': String(secret.rotateDays), service: service.name, team: service.metadata.owner },
      replication: {
        user_managed: {
          replicas: [
            {
              customer_managed_encryption: { kms_key_name: '${google_kms_crypto_key.values-key.id}' },
              location: 'us-central1',
            },
          ],
        },
      },
      secret_id: secret.remoteKeys['usc1'],
      version_destroy_ttl: '2592000s',
    });
  });

  it.each(declared)('reminds of $id from its first plan on, whatever day that is', ({ secret, id }) => {
    const entry = resourceOf(stack, 'google_secret_manager_secret', id);
    expect(entry['rotation']).toEqual({
      next_rotation_time: `\${timeadd(plantimestamp(), "${secret.rotateDays * 24}h")}`,
      rotation_period: `${secret.rotateDays * 86_400}s`,
    });
    expect(entry['lifecycle']).toEqual({
      ignore_changes: ['rotation[0].next_rotation_time'],
      prevent_destroy: true,
    });
    expect(entry).toMatchObject({
      depends_on: [
        'google_kms_crypto_key_iam_member.values-key-user',
        'google_pubsub_topic_iam_member.rotation-due-publisher',
      ],
      topics: [{ name: '${google_pubsub_topic.rotation-due.id}' }],
    });
  });

  it('tells whoever is on call, and keeps the reminder in the region', () => {
    expect(resourceOf(stack, 'google_monitoring_notification_channel', 'contact-on-call')).toMatchObject({
      labels: { email_address: production.environment.edge?.notify },
      type: 'email',
    });
    expect(resourceOf(stack, 'google_pubsub_topic', 'rotation-due')).toMatchObject({
      kms_key_name: '${google_kms_crypto_key.reminders-key.id}',
      message_storage_policy: { allowed_persistence_regions: ['us-central1'] },
    });
  });

  it('bothers nobody where no edge has anybody on call', () => {
    const quiet = { ...production, environment: { ...production.environment, edge: null } };
    const without = { ...quiet, stacks: quiet.stacks.filter(({ layer }) => layer !== 'edge') };
    const secrets = found(synthesized([without]).get('production-usc1-secrets'), 'secrets');
    expect(resourceCounts(secrets)).not.toHaveProperty('google_monitoring_alert_policy');
  });
});
