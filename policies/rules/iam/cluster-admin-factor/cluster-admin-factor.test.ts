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

  it('follows the name of a role in another stack, and takes one permission set of single sign-on for a second factor', () => {
    const session = (path: string) => `arn:aws:iam::111111111111:role/${path}`;
    const outcomes = (trusted: string) =>
      outcomesOf(clusterAdminFactor, {
        stacks: {
          'example-use1-people': {
            resource: {
              aws_iam_role: {
                admin: {
                  name: 'admin',
                  assume_role_policy: JSON.stringify({
                    Statement: [
                      {
                        Effect: 'Allow',
                        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
                        Action: 'sts:AssumeRole',
                        Condition: { ArnLike: { 'aws:PrincipalArn': session(trusted) } },
                      },
                    ],
                  }),
                },
              },
            },
          },
          'example-use1-cluster': {
            resource: { aws_eks_access_policy_association: { admin: { principal_arn: session('admin') } } },
          },
        },
      });
    expect(outcomes('aws-reserved/sso.amazonaws.com*/AWSReservedSSO_example-use1-admin_*')).toEqual(['pass']);
    expect(outcomes('aws-reserved/sso.amazonaws.com*/AWSReservedSSO_*')).toEqual(['fail']);
    expect(outcomes('*')).toEqual(['fail']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(clusterAdminFactor, {})).toEqual(['not-applicable']);
  });
});
