import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { auditArchive } from './audit-archive.js';

const whole = exampleIntent();
const only = (name: string) => ({ ...whole, locations: whole.locations.filter((location) => location.name === name) });
const alone = { ...only('use1'), jurisdictions: whole.jurisdictions.map((each) => ({ ...each, organization: null })) };

const TRAIL = {
  s3_bucket_name: '${aws_s3_bucket.archive.id}',
  is_multi_region_trail: true,
  is_organization_trail: true,
  enable_log_file_validation: true,
};
const CLOSED = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const aws = (trail: object, bucket: object, retention: object) => ({
  intent: only('use1'),
  stacks: {
    'example-use1-audit': {
      provider: { aws: [{ region: 'us-east-1' }, { alias: 'archive', allowed_account_ids: ['777777777777'] }] },
      resource: {
        aws_cloudtrail: { trail: { ...TRAIL, ...trail } },
        aws_s3_bucket: { archive: { ...bucket } },
        aws_s3_bucket_object_lock_configuration: {
          lock: { bucket: '${aws_s3_bucket.archive.id}', rule: { default_retention: { ...retention } } },
        },
        aws_s3_bucket_public_access_block: { closed: { bucket: '${aws_s3_bucket.archive.id}', ...CLOSED } },
      },
    },
  },
});
const LOCKED = { mode: 'COMPLIANCE', days: 400 };
const ELSEWHERE = { provider: 'aws.archive' };

const FILTER = 'log_id("cloudaudit.googleapis.com/activity") OR log_id("cloudaudit.googleapis.com/data_access")';
const gcp = (retention_policy: object, filter = FILTER) => ({
  intent: only('usc1'),
  stacks: {
    'example-usc1-audit': {
      resource: {
        google_logging_project_bucket_config: { audit: { locked: true } },
        google_storage_bucket: {
          archive: {
            name: 'archive-of-usc1',
            project: 'finflow-example-archive',
            public_access_prevention: 'enforced',
            retention_policy: { ...retention_policy },
          },
        },
        google_logging_project_sink: { copy: { destination: 'storage.googleapis.com/archive-of-usc1', filter } },
      },
    },
  },
});
const KEPT = { is_locked: true, retention_period: 400 * 86_400 };

describe('LOG-004 audit archive', () => {
  it('passes a trail that ends where nobody can change it', () => {
    expect(outcomesOf(auditArchive, aws({}, ELSEWHERE, LOCKED))).toEqual(['pass']);
    expect(outcomesOf(auditArchive, gcp(KEPT))).toEqual(['pass']);
  });

  it('asks for the other account only where there is an organization', () => {
    const own = aws({ is_organization_trail: false }, {}, LOCKED);
    expect(outcomesOf(auditArchive, { ...own, intent: alone })).toEqual(['pass']);
    expect(messagesOf(auditArchive, aws({}, {}, LOCKED))).toEqual([
      'aws_s3_bucket.archive lies in account , not in the archive 777777777777',
    ]);
  });

  it('fails a trail with gaps', () => {
    for (const gap of [
      'is_multi_region_trail',
      'enable_log_file_validation',
      'is_organization_trail',
      'enable_logging',
    ])
      expect(messagesOf(auditArchive, aws({ [gap]: false }, ELSEWHERE, LOCKED))).toEqual([
        `aws_cloudtrail.trail has ${gap} off`,
      ]);
    expect(messagesOf(auditArchive, { intent: only('use1') })).toEqual([
      'no trail records what happens in the account',
    ]);
  });

  it('fails an archive that can be emptied', () => {
    expect(messagesOf(auditArchive, aws({}, ELSEWHERE, { mode: 'GOVERNANCE', days: 400 }))).toEqual([
      'aws_s3_bucket_object_lock_configuration.lock can be lifted: GOVERNANCE',
    ]);
    expect(messagesOf(auditArchive, aws({}, ELSEWHERE, { mode: 'COMPLIANCE', days: 30 }))).toEqual([
      'aws_s3_bucket_object_lock_configuration.lock holds for 30 days; 400 are required',
    ]);
    expect(messagesOf(auditArchive, gcp({ ...KEPT, is_locked: false }))).toEqual([
      'google_storage_bucket.archive is not locked',
    ]);
  });

  it('fails a copy that misses what people read', () => {
    expect(messagesOf(auditArchive, gcp(KEPT, 'log_id("cloudaudit.googleapis.com/activity")'))).toEqual([
      'no sink copies the audit logs into google_storage_bucket.archive',
    ]);
  });

  it('does not guess where a trail ends', () => {
    expect(outcomesOf(auditArchive, aws({ s3_bucket_name: '${var.bucket}' }, ELSEWHERE, LOCKED))).toEqual(['unknown']);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(auditArchive, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
