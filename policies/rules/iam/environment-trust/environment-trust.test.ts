import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { environmentTrust } from './environment-trust.js';

const role = (account: string) => ({
  aws_iam_role: {
    role: {
      assume_role_policy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' }],
      }),
    },
  },
});
const member = (project: string) => ({
  google_project_iam_member: { node: { member: `serviceAccount:nodes@${project}.iam.gserviceaccount.com` } },
});
const stack = (resource: ReturnType<typeof role> | ReturnType<typeof member>) => ({
  stacks: { 'example-use1-cluster': { resource } },
});
const stateRead = (bucket: string) => ({
  stacks: {
    'example-use1-cluster': {
      data: { terraform_remote_state: { network: { backend: 's3', config: { bucket, key: 'network' } } } },
    },
  },
});

describe('IAM-004 no trust across environments', () => {
  it('passes accounts, projects and states of the own environment and location', () => {
    expect(outcomesOf(environmentTrust, stack(role('111111111111')))).toEqual(['pass']);
    expect(outcomesOf(environmentTrust, stack(member('finflow-example-usc1')))).toEqual(['pass']);
    expect(outcomesOf(environmentTrust, stack(member('gcp-sa-pubsub')))).toEqual(['pass']);
    expect(outcomesOf(environmentTrust, stateRead('finflow-example-use1'))).toEqual(['pass']);
  });

  it('fails those of another one', () => {
    expect(messagesOf(environmentTrust, stack(role('999999999999')))).toEqual([
      'trusts account 999999999999, which is not of this environment',
    ]);
    expect(messagesOf(environmentTrust, stack(member('finflow-staging-usc1')))).toEqual([
      'trusts project finflow-staging-usc1, which is not of this environment',
    ]);
    expect(messagesOf(environmentTrust, stateRead('finflow-example-usc1'))).toEqual([
      'reads state from finflow-example-usc1; its own location keeps it in finflow-example-use1',
    ]);
  });

  it('is not applicable where nothing is trusted', () => {
    expect(outcomesOf(environmentTrust, {})).toEqual(['not-applicable']);
  });
});
