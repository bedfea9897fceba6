import { describe, expect, it } from 'vitest';
import { DUTIES } from '../../../services/definition/names.js';
import { listed, statementsOf } from '../../testing/policy-statements.js';
import {
  found,
  platforms,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const stacks = synthesized(platforms);
const usw2 = found(stacks.get('production-usw2-people'), 'usw2');
const local = found(stacks.get('local-use1-people'), 'local');

const trustOf = (stack: typeof usw2, duty: string) =>
  found(statementsOf(resourceOf(stack, 'aws_iam_role', duty)['assume_role_policy'])[0], duty);

describe('people in an AWS location', () => {
  it('consists of these resources', () => {
    expect(resourceCounts(usw2)).toEqual({
      aws_cloudwatch_event_rule: 1,
      aws_cloudwatch_event_target: 1,
      aws_iam_group: 1,
      aws_iam_group_policy: 1,
      aws_iam_role: 3,
      aws_iam_role_policy: 2,
      aws_iam_role_policy_attachment: 3,
      aws_kms_alias: 1,
      aws_kms_key: 1,
      aws_sns_topic: 1,
      aws_sns_topic_policy: 1,
      aws_sns_topic_subscription: 1,
      aws_ssoadmin_account_assignment: 3,
      aws_ssoadmin_permission_set: 3,
      aws_ssoadmin_permission_set_inline_policy: 3,
    });
    expect(Object.keys(local.resource).filter((type) => type.startsWith('aws_ssoadmin'))).toEqual([]);
  });

  it.each(DUTIES)('lets the role %s be assumed through its own permission set only', (duty) => {
    expect(resourceOf(usw2, 'aws_iam_role', duty)).toMatchObject({
      name: `finflow-production-usw2-${duty}`,
      max_session_duration: 3600,
    });
    expect(trustOf(usw2, duty).Condition?.['ArnLike']).toEqual({
      'aws:PrincipalArn': `arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_production-usw2-${duty}_*`,
    });
    expect(trustOf(local, duty).Condition?.['Bool']).toEqual({ 'aws:MultiFactorAuthPresent': 'true' });
  });

  it.each(DUTIES)('leads the group of %s to that role and nowhere else', (duty) => {
    const policy = resourceOf(usw2, 'aws_ssoadmin_permission_set_inline_policy', `sign-on-${duty}-role`);
    expect(statementsOf(policy['inline_policy'])).toMatchObject([
      { Action: 'sts:AssumeRole', Resource: `\${aws_iam_role.${duty}.arn}` },
    ]);
    expect(resourceOf(usw2, 'aws_ssoadmin_account_assignment', `sign-on-${duty}-group`)).toMatchObject({
      principal_type: 'GROUP',
      target_id: '222222222222',
      provider: 'aws.identity',
    });
    const { name } = resourceOf(usw2, 'aws_ssoadmin_permission_set', `sign-on-${duty}`);
    expect(String(name).length).toBeLessThanOrEqual(32);
  });

  it('asks the identity center where it is, in its home region', () => {
    expect(usw2.provider['aws']).toMatchObject([
      { region: 'us-west-2' },
      { alias: 'identity', region: 'us-east-1', allowed_account_ids: ['888888888881'] },
    ]);
  });

  it('gives nobody a wildcard action, and lets the emergency role change neither permissions nor evidence', () => {
    const actions = Object.values(resourcesOf(usw2, 'aws_iam_role_policy')).flatMap(({ policy }) =>
      statementsOf(policy).flatMap(({ Action }) => listed(Action)),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    expect(
      actions.filter((action) => /^(iam|cloudtrail|config|guardduty|securityhub|organizations|sso):/.test(action)),
    ).toEqual(['iam:PassRole']);
  });

  it('reads the states of its own location only', () => {
    for (const duty of ['engineer', 'break-glass']) {
      const statements = statementsOf(resourceOf(usw2, 'aws_iam_role_policy', `${duty}-permissions`)['policy']);
      expect(statements.find(({ Sid }) => Sid === 'ReadStates')?.Resource).toBe(
        'arn:aws:s3:::finflow-production-usw2-state/production/usw2/*',
      );
    }
  });

  it('reports every use of the emergency role, which can be assumed in no other region', () => {
    const { event_pattern: pattern } = resourceOf(usw2, 'aws_cloudwatch_event_rule', 'event-break-glass-use');
    expect(JSON.parse(String(pattern))).toMatchObject({
      detail: {
        requestParameters: { roleArn: ['arn:aws:iam::222222222222:role/finflow-production-usw2-break-glass'] },
      },
    });
    expect(trustOf(usw2, 'break-glass').Condition?.['StringEquals']).toEqual({ 'aws:RequestedRegion': 'us-west-2' });
    expect(resourceOf(usw2, 'aws_sns_topic_subscription', 'emergencies-contact')['endpoint']).toBe(
      'security-us@finflow.example',
    );
  });

  it('lets an IAM user that should not exist do nothing without a second factor', () => {
    const policy = String(resourceOf(usw2, 'aws_iam_group_policy', 'second-factor-required')['policy']);
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [
        { Effect: 'Deny', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
    });
  });
});
