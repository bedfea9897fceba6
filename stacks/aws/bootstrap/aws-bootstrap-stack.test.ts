import { describe, expect, it } from 'vitest';
import { statementsOf } from '../../testing/policy-statements.js';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = synthesized([platformOf('production')]);
const use1 = found(production.get('production-use1-bootstrap'), 'stack');
const usw2 = found(production.get('production-usw2-bootstrap'), 'stack');
const local = found(synthesized([platformOf('local')]).get('local-use1-bootstrap'), 'stack');

describe('AwsBootstrapStack', () => {
  it('keeps the states of its location, and in one location those of the jurisdiction', () => {
    const buckets = (stack: typeof use1): unknown[] =>
      Object.values(resourcesOf(stack, 'aws_s3_bucket')).map(({ bucket }) => bucket);
    expect(buckets(use1)).toEqual(['finflow-production-use1-state', 'finflow-production-us-state']);
    expect(buckets(usw2)).toEqual(['finflow-production-usw2-state']);
  });

  it('keeps no bucket where states are files of a checkout', () => {
    expect(resourceCounts(local)).not.toHaveProperty('aws_s3_bucket');
    expect(resourceCounts(local)).toMatchObject({ aws_iam_openid_connect_provider: 1, aws_iam_role: 2 });
  });

  it('gives the key of a state the alias that the backend names', () => {
    const aliases = Object.values(resourcesOf(use1, 'aws_kms_alias')).map(({ name }) => name);
    const { s3 } = use1.terraform.backend;
    expect(aliases).toEqual(['alias/finflow/production/use1/state', 'alias/finflow/production/us/state']);
    expect(s3?.['kms_key_id']).toBe(aliases[0]);
  });

  it('closes the bucket, keeps old states and encrypts with its own key', () => {
    expect(resourceOf(use1, 'aws_s3_bucket', 'use1-states')).toMatchObject({
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(use1, 'aws_s3_bucket_versioning', 'use1-states-versions')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(
      resourceOf(use1, 'aws_s3_bucket_server_side_encryption_configuration', 'use1-states-encryption')['rule'],
    ).toMatchObject([
      { apply_server_side_encryption_by_default: { kms_master_key_id: '${aws_kms_key.use1-states-key.arn}' } },
    ]);
    expect(resourceOf(use1, 'aws_s3_bucket_lifecycle_configuration', 'use1-states-ageing')['rule']).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 365 }] },
    ]);
  });

  it('refuses plain text, other accounts and CI that would weaken the bucket', () => {
    const denied = statementsOf(resourceOf(use1, 'aws_s3_bucket_policy', 'use1-states-policy')['policy']);
    expect(denied.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
      ['DenyPlainText', 'Deny'],
      ['DenyOldTls', 'Deny'],
      ['DenyOtherAccounts', 'Deny'],
      ['DenyOtherEncryption', 'Deny'],
      ['DenyCiToWeaken', 'Deny'],
    ]);
    expect(denied.at(-1)).toMatchObject({
      Action: expect.arrayContaining(['s3:DeleteObjectVersion', 's3:PutBucketPolicy']) as unknown,
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/ci-*' } },
    });
  });
});

describe('the states as CI sees them', () => {
  const actionsOf = (name: string): string[] =>
    statementsOf(resourceOf(use1, 'aws_iam_role_policy', name)['policy']).flatMap(({ Action }) => Action);

  it('can be read by a plan and not be written', () => {
    expect(actionsOf('plan-use1-states')).toEqual(['s3:ListBucket', 's3:GetObject', 'kms:Decrypt']);
  });

  it('can be written and locked by a deployment, and never be deleted', () => {
    const statements = statementsOf(resourceOf(use1, 'aws_iam_role_policy', 'deploy-use1-states')['policy']);
    const deleting = statements.filter(({ Action }) => [Action].flat().includes('s3:DeleteObject'));
    expect(deleting.map(({ Resource }) => Resource)).toEqual([
      'arn:aws:s3:::finflow-production-use1-state/production/use1/*/terraform.tfstate.tflock',
    ]);
  });
});
