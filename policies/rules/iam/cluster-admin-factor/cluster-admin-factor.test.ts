import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { clusterAdminFactor } from './cluster-admin-factor.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('IAM-005 second factor of cluster administrators', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(clusterAdminFactor, stack('good.tf.json'))).toEqual(['pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(clusterAdminFactor, stack('bad.tf.json'))).toEqual([
      'aws_iam_role.admin can be assumed without a second factor',
    ]);
  });

  it('does not know roles that were made elsewhere', () => {
    const resource = {
      aws_eks_access_policy_association: { admin: { principal_arn: 'arn:aws:iam::111111111111:role/made-elsewhere' } },
    };
    expect(outcomesOf(clusterAdminFactor, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(clusterAdminFactor, {})).toEqual(['not-applicable']);
  });
});
