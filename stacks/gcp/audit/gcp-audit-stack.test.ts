import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { WATCHED_CHANGES } from './watched-changes.js';

const platform = platformOf('production');
const stacks = synthesized([platform]);
const usc1 = found(stacks.get('production-usc1-audit'), 'usc1');
const euw4 = found(stacks.get('production-euw4-audit'), 'euw4');

describe('the evidence of a Google Cloud location', () => {
  it('consists of these resources', () => {
    expect(resourceCounts(usc1)).toEqual({
      google_billing_budget: 1,
      google_kms_crypto_key: 3,
      google_kms_crypto_key_iam_member: 3,
      google_kms_key_ring: 2,
      google_logging_metric: WATCHED_CHANGES.length,
      google_logging_project_bucket_config: 1,
      google_logging_project_sink: 2,
      google_monitoring_alert_policy: WATCHED_CHANGES.length,
      google_monitoring_notification_channel: 2,
      google_project_iam_audit_config: 1,
      google_pubsub_subscription: 1,
      google_pubsub_topic: 1,
      google_pubsub_topic_iam_member: 1,
      google_scc_v2_project_notification_config: 1,
      google_storage_bucket: 1,
      google_storage_bucket_iam_member: 1,
    });
  });

  it('keeps its audit trail in its own region, under its own key, as long as the environment declares, locked', () => {
    expect(resourceOf(usc1, 'google_logging_project_bucket_config', 'audit-log-bucket')).toMatchObject({
      location: 'us-central1',
      retention_days: 7 * 365,
      locked: true,
      cmek_settings: { kms_key_name: '${google_kms_crypto_key.logs-key.id}' },
    });
    expect(resourceOf(usc1, 'google_logging_project_sink', 'audit-log-sink')).toMatchObject({
      destination: 'logging.googleapis.com/${google_logging_project_bucket_config.audit-log-bucket.id}',
      filter: expect.stringContaining('cloudaudit.googleapis.com/data_access') as unknown,
    });
  });

  it('copies it to a locked bucket of the archive project, whose key lies there too', () => {
    expect(resourceOf(euw4, 'google_storage_bucket', 'archive')).toMatchObject({
      project: 'finflow-production-eu-archive',
      location: 'europe-west4',
      retention_policy: { is_locked: true, retention_period: 7 * 365 * 86_400 },
      public_access_prevention: 'enforced',
      encryption: { default_kms_key_name: '${google_kms_crypto_key.archive-key.id}' },
      lifecycle_rule: [{ condition: { age: 90 } }, { condition: { age: 7 * 365 + 1 } }],
    });
    expect(resourceOf(euw4, 'google_kms_key_ring', 'archive-keys')).toMatchObject({
      project: 'finflow-production-eu-archive',
      location: 'europe-west4',
    });
    expect(resourceOf(euw4, 'google_storage_bucket_iam_member', 'archive-writer')).toMatchObject({
      role: 'roles/storage.objectCreator',
      member: '${google_logging_project_sink.archive-sink.writer_identity}',
    });
  });

  it('records who reads what in the project, without exemptions', () => {
    expect(resourceOf(usc1, 'google_project_iam_audit_config', 'audit-logs')).toEqual(
      expect.objectContaining({
        service: 'allServices',
        audit_log_config: [{ log_type: 'ADMIN_READ' }, { log_type: 'DATA_READ' }, { log_type: 'DATA_WRITE' }],
      }),
    );
  });

  it('alerts the security contact on every watched change', () => {
    expect(resourceOf(usc1, 'google_monitoring_notification_channel', 'contact-security')).toMatchObject({
      labels: { email_address: 'security-us@finflow.example' },
    });
    for (const { id } of WATCHED_CHANGES) {
      const alert = resourceOf(usc1, 'google_monitoring_alert_policy', `changes-${id}-alert`);
      expect(JSON.stringify(alert['conditions'])).toContain(`google_logging_metric.changes-${id}.name`);
      expect(alert['notification_channels']).toEqual(['${google_monitoring_notification_channel.contact-security.id}']);
    }
  });

  it('lets findings of Security Command Center wait in the region until somebody took them', () => {
    expect(resourceOf(usc1, 'google_pubsub_topic', 'findings')).toMatchObject({
      message_storage_policy: { allowed_persistence_regions: ['us-central1'] },
      kms_key_name: '${google_kms_crypto_key.messages-key.id}',
    });
    expect(resourceOf(usc1, 'google_pubsub_topic_iam_member', 'findings-publisher')['member']).toBe(
      'serviceAccount:${google_scc_v2_project_notification_config.finding-notification.service_account}',
    );
  });

  it('reports its part of the budget at each declared percentage', () => {
    expect(resourceOf(usc1, 'google_billing_budget', 'budget')).toMatchObject({
      billing_account: '0A0A0A-0B0B0B-000001',
      amount: { specified_amount: { currency_code: 'USD', units: '38347' } },
      threshold_rules: [
        { threshold_percent: 0.5 },
        { threshold_percent: 0.8 },
        { threshold_percent: 1 },
        { threshold_percent: 1, spend_basis: 'FORECASTED_SPEND' },
      ],
    });
  });

  it('keeps to itself where no organization stands above it', () => {
    const jurisdictions = platform.jurisdictions.map((each) => ({ ...each, organization: null }));
    const alone = found(synthesized([{ ...platform, jurisdictions }]).get('production-usc1-audit'), 'alone');
    expect(Object.keys(alone.resource)).not.toContain('google_storage_bucket');
    expect(Object.keys(alone.resource)).not.toContain('google_billing_budget');
    expect(Object.keys(resourcesOf(alone, 'google_logging_project_bucket_config'))).toHaveLength(1);
  });
});
