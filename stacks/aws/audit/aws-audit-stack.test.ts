import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/policy-statements.js';
import {
  found,
  platformOf,
  platforms,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';
import { CONFIG_RULES } from './config-rules.js';
import { WATCHED_EVENTS } from './watched-events.js';

const stacks = synthesized(platforms);
const use1 = found(stacks.get('production-use1-audit'), 'use1');
const usw2 = found(stacks.get('production-usw2-audit'), 'usw2');
const local = found(stacks.get('local-use1-audit'), 'local');

describe('the evidence of an AWS location', () => {
  it('consists of these resources', () => {
    expect(resourceCounts(use1)).toEqual({
      aws_accessanalyzer_analyzer: 1,
      aws_backup_plan: 1,
      aws_backup_selection: 1,
      aws_backup_vault: 1,
      aws_backup_vault_lock_configuration: 1,
      aws_budgets_budget: 1,
      aws_ce_anomaly_monitor: 1,
      aws_ce_anomaly_subscription: 1,
      aws_cloudtrail: 1,
      aws_cloudwatch_event_rule: WATCHED_EVENTS.length,
      aws_cloudwatch_event_target: WATCHED_EVENTS.length,
      aws_config_config_rule: Object.keys(CONFIG_RULES).length,
      aws_config_configuration_recorder: 1,
      aws_config_configuration_recorder_status: 1,
      aws_config_delivery_channel: 1,
      aws_guardduty_detector: 1,
      aws_guardduty_detector_feature: 4,
      aws_iam_account_password_policy: 1,
      aws_iam_role: 1,
      aws_iam_role_policy_attachment: 2,
      aws_iam_service_linked_role: 1,
      aws_kms_alias: 3,
      aws_kms_key: 3,
      aws_s3_account_public_access_block: 1,
      aws_s3_bucket: 2,
      aws_s3_bucket_lifecycle_configuration: 2,
      aws_s3_bucket_object_lock_configuration: 1,
      aws_s3_bucket_ownership_controls: 2,
      aws_s3_bucket_policy: 2,
      aws_s3_bucket_public_access_block: 2,
      aws_s3_bucket_server_side_encryption_configuration: 2,
      aws_s3_bucket_versioning: 2,
      aws_securityhub_account: 1,
      aws_securityhub_standards_subscription: 3,
      aws_sns_topic: 1,
      aws_sns_topic_policy: 1,
      aws_sns_topic_subscription: 1,
    });
  });

  it('records every region, signed and encrypted', () => {
    for (const stack of [use1, usw2, local])
      expect(resourceOf(stack, 'aws_cloudtrail', 'trail')).toMatchObject({
        is_multi_region_trail: true,
        enable_log_file_validation: true,
        include_global_service_events: true,
        kms_key_id: '${aws_kms_key.archive-key.arn}',
      });
  });

  it('records the organization once', () => {
    const ofOrganization = [
      'production-use1',
      'production-usw2',
      'production-euc1',
      'staging-use1',
      'local-use1',
    ].filter(
      (name) =>
        resourceOf(found(stacks.get(`${name}-audit`), name), 'aws_cloudtrail', 'trail')['is_organization_trail'],
    );
    expect(ofOrganization).toEqual(['production-use1', 'production-euc1', 'staging-use1']);
  });

  it('keeps bucket and key of the trail in the archive account, where nobody can delete anything', () => {
    expect(use1.provider['aws']).toMatchObject([
      { allowed_account_ids: ['111111111111'] },
      {
        alias: 'archive',
        region: 'us-east-1',
        allowed_account_ids: ['777777777771'],
        assume_role: [{ role_arn: 'arn:aws:iam::777777777771:role/finflow-production-use1-archive' }],
      },
    ]);
    for (const [type, name] of [
      ['aws_s3_bucket', 'audit-archive'],
      ['aws_s3_bucket_policy', 'audit-archive-writers'],
      ['aws_s3_bucket_object_lock_configuration', 'audit-archive-lock'],
      ['aws_kms_key', 'archive-key'],
    ] as const)
      expect(resourceOf(use1, type, name)['provider']).toBe('aws.archive');
    expect(resourceOf(use1, 'aws_s3_bucket_object_lock_configuration', 'audit-archive-lock')).toMatchObject({
      rule: { default_retention: { mode: 'COMPLIANCE', days: 7 * 365 } },
    });
    expect(resourceOf(use1, 'aws_kms_key', 'archive-key')['policy']).toContain('arn:aws:iam::777777777771:root');
  });

  it('lets the trail write below its account and its organization, and nobody else at all', () => {
    const statements = statementsOf(resourceOf(use1, 'aws_s3_bucket_policy', 'audit-archive-writers')['policy']);
    expect(statements.filter(({ Effect }) => Effect === 'Allow').map(({ Principal }) => Principal)).toEqual([
      { Service: 'cloudtrail.amazonaws.com' },
      { Service: 'cloudtrail.amazonaws.com' },
    ]);
    expect(statements.find(({ Sid }) => Sid === 'DeliverTrail')).toMatchObject({
      Resource: [
        '${aws_s3_bucket.audit-archive.arn}/AWSLogs/111111111111/*',
        '${aws_s3_bucket.audit-archive.arn}/AWSLogs/o-finflowpus01/*',
      ],
      Condition: {
        StringEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:111111111111:trail/production-use1-audit' },
      },
    });
  });

  it('keeps its evidence itself where no organization stands above it', () => {
    expect(local.provider['aws']).toHaveLength(1);
    expect(resourceOf(local, 'aws_s3_bucket', 'audit-archive')).not.toHaveProperty('provider');
    expect(Object.keys(local.resource)).not.toContain('aws_sns_topic_subscription');
  });

  it('watches states of its location as closely as the account', () => {
    expect(resourceOf(use1, 'aws_cloudtrail', 'trail')['advanced_event_selector']).toMatchObject([
      { name: 'management' },
      {
        field_selector: [
          {},
          {},
          { field: 'resources.ARN', starts_with: ['arn:aws:s3:::finflow-production-use1-state/'] },
        ],
      },
    ]);
  });

  it('checks the account against three standards of its own region', () => {
    const arns = Object.values(
      resourcesOf(found(stacks.get('production-euc1-audit'), 'euc1'), 'aws_securityhub_standards_subscription'),
    );
    for (const { standards_arn } of arns)
      expect(standards_arn).toMatch(/^arn:aws:securityhub:eu-central-1::standards\//);
  });

  it('locks backups between the two audit retentions', () => {
    expect(resourceOf(use1, 'aws_backup_vault_lock_configuration', 'vault-lock')).toMatchObject({
      changeable_for_days: 3,
      min_retention_days: 90,
      max_retention_days: 7 * 365,
    });
    expect(resourceOf(use1, 'aws_backup_plan', 'backup-plan')['rule']).toMatchObject([
      { rule_name: 'daily', lifecycle: { delete_after: 90 } },
      { rule_name: 'monthly', lifecycle: { delete_after: 7 * 365 } },
    ]);
  });

  it('lets its rules and nothing else publish to the topic of findings', () => {
    const [statement] = statementsOf(resourceOf(use1, 'aws_sns_topic_policy', 'findings-publishers')['policy']);
    expect(statement?.Condition?.['ArnEquals']?.['aws:SourceArn']).toHaveLength(WATCHED_EVENTS.length);
    expect(resourceOf(use1, 'aws_sns_topic_subscription', 'findings-contact')).toMatchObject({
      protocol: 'email',
      endpoint: 'security-us@finflow.example',
    });
  });

  it('reports its part of the budget', () => {
    expect(resourceOf(use1, 'aws_budgets_budget', 'budget')).toMatchObject({
      limit_amount: '19173.0',
      notification: [{ threshold: 50 }, { threshold: 80 }, { threshold: 100 }, { notification_type: 'FORECASTED' }],
    });
    expect(resourceOf(local, 'aws_budgets_budget', 'budget')['limit_amount']).toBe(
      `${platformOf('local').environment.budget.monthlyUsd}.0`,
    );
  });

  it('protects what holds evidence, except on loopback', () => {
    for (const [stack, kept] of [
      [use1, true],
      [local, false],
    ] as const)
      for (const type of ['aws_backup_vault', 'aws_cloudtrail', 'aws_kms_key', 'aws_s3_bucket', 'aws_sns_topic'])
        for (const resource of Object.values(resourcesOf(stack, type)))
          expect(resource['lifecycle']).toEqual({ prevent_destroy: kept });
  });
});
