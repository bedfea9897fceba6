import { IamGroupPolicy } from '@cdktf/provider-aws/lib/iam-group-policy/index.js';
import { IamGroup } from '@cdktf/provider-aws/lib/iam-group/index.js';
import { IAM_USERS_GROUP } from '../../../services/definition/names.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';

/** What a person needs to set up a second factor; everything else waits until there is one. */
const ENROLMENT = [
  'iam:ChangePassword',
  'iam:CreateVirtualMFADevice',
  'iam:EnableMFADevice',
  'iam:GetAccountPasswordPolicy',
  'iam:GetMFADevice',
  'iam:GetUser',
  'iam:ListMFADevices',
  'iam:ListVirtualMFADevices',
  'iam:ResyncMFADevice',
  'sts:GetSessionToken',
];

/**
 * There are no IAM users. Should one appear, AWS Config reports it until it is in this group, and the group lets it do nothing without a
 * second factor.
 */
export function defineSecondFactorGroup(stack: PlatformStack): void {
  const group = new IamGroup(stack, 'second-factor', { name: IAM_USERS_GROUP });
  new IamGroupPolicy(stack, 'second-factor-required', {
    name: 'second-factor-required',
    group: group.name,
    policy: policyDocument([
      {
        Sid: 'NothingWithoutSecondFactor',
        Effect: 'Deny',
        NotAction: ENROLMENT,
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ]),
  });
}
