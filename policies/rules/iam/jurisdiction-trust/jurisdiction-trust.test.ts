import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { jurisdictionTrust } from './jurisdiction-trust.js';

const stack = (type: string, attributes: EditableObject, location = 'use1') => ({
  stacks: { [`example-${location}-identity`]: { resource: { [type]: { one: attributes } } } },
});
const issuer = (project: string) =>
  stack('aws_iam_openid_connect_provider', {
    url: `https://container.googleapis.com/v1/projects/${project}/locations/us-central1/clusters/${project}`,
  });
const provider = (condition: string | null) =>
  stack(
    'google_iam_workload_identity_pool_provider',
    { attribute_condition: condition, aws: { account_id: '1' } },
    'usc1',
  );

describe('IAM-012 trust between clouds', () => {
  it('passes issuers, roles and pools of the same jurisdiction', () => {
    expect(outcomesOf(jurisdictionTrust, issuer('finflow-example-usc1'))).toEqual(['pass']);
    expect(outcomesOf(jurisdictionTrust, provider("attribute.aws_role in ['e-use1-payments']"))).toEqual(['pass']);
    expect(outcomesOf(jurisdictionTrust, stack('aws_iam_role', { name: 'finflow-example-euw40' }))).toEqual(['pass']);
  });

  it('fails those of another one', () => {
    expect(messagesOf(jurisdictionTrust, issuer('finflow-example-euw4'))).toEqual(['mentions euw4, which is in eu']);
    const member = { member: 'serviceAccount:x@finflow-example-usc1.iam.gserviceaccount.com' };
    expect(outcomesOf(jurisdictionTrust, stack('google_storage_bucket_iam_member', member, 'euw4'))).toEqual(['fail']);
  });

  it.each([null, 'true', "assertion.account != ''"])('fails a pool that believes everybody: %s', (condition) => {
    expect(messagesOf(jurisdictionTrust, provider(condition))).toEqual([
      'every identity of the other account is believed',
    ]);
  });

  it('does not know locations that nobody declared, and is not applicable without trust', () => {
    expect(outcomesOf(jurisdictionTrust, stack('aws_iam_role', {}, 'mars'))).toEqual(['unknown']);
    expect(outcomesOf(jurisdictionTrust, {})).toEqual(['not-applicable']);
  });
});
