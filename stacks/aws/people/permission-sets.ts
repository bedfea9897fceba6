import { SsoadminAccountAssignment } from '@cdktf/provider-aws/lib/ssoadmin-account-assignment/index.js';
import { SsoadminPermissionSetInlinePolicy } from '@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy/index.js';
import { SsoadminPermissionSet } from '@cdktf/provider-aws/lib/ssoadmin-permission-set/index.js';
import { deliveryRole, DUTIES, humanRole, permissionSet, type Duty } from '../../../services/definition/names.js';
import type { AwsLocation, AwsOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineOtherAccount } from '../other-account.js';
import { policyDocument } from '../policy-document.js';
import type { HumanRoles } from './human-roles.js';

/** How long a sign-in lasts: a working day, or the time of an emergency (ISO 8601). */
const SESSIONS: Readonly<Record<Duty, string>> = { viewer: 'PT8H', engineer: 'PT8H', 'break-glass': 'PT1H' };

export interface PermissionSetsProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly organization: AwsOrganization;
  readonly roles: HumanRoles;
}

/** Single sign-on into the location's account: a set for each duty, which leads to the role of the duty and nowhere else. */
export function definePermissionSets(stack: PlatformStack, props: PermissionSetsProps): void {
  const { platform, location, organization, roles } = props;
  const { account, region, instance, groups } = organization.identityCenter;
  const environment = platform.environment.name;
  const provider = defineOtherAccount(stack, {
    alias: 'identity',
    account,
    region,
    role: deliveryRole(environment, location.name, 'identity'),
  });
  const instanceArn = `arn:aws:sso:::instance/${instance}`;
  for (const duty of DUTIES) {
    const role = roles.get(duty);
    if (role === undefined) throw new RangeError(`no role for ${duty}`);
    const set = new SsoadminPermissionSet(stack, `sign-on-${duty}`, {
      name: permissionSet(environment, location.name, duty),
      description: `Leads to ${humanRole(environment, location.name, duty)}`,
      instanceArn,
      sessionDuration: SESSIONS[duty],
      provider,
    });
    new SsoadminPermissionSetInlinePolicy(stack, `sign-on-${duty}-role`, {
      instanceArn,
      permissionSetArn: set.arn,
      inlinePolicy: policyDocument([
        { Sid: 'BecomeRole', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role.arn },
      ]),
      provider,
    });
    new SsoadminAccountAssignment(stack, `sign-on-${duty}-group`, {
      instanceArn,
      permissionSetArn: set.arn,
      principalType: 'GROUP',
      principalId: groups[duty],
      targetType: 'AWS_ACCOUNT',
      targetId: location.account,
      provider,
    });
  }
}
