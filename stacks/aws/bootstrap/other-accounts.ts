import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { linksOf } from '../../../services/definition/links.js';
import { deliveryRole, peeringRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { awsOrganizationOf } from '../../organization.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';
import type { CiRoles } from './ci-roles.js';

/**
 * Lets CI enter the other accounts in which stacks of the location have a part: the archive of evidence, single sign-on, and the other end of
 * a peering. Each is one role, whose own trust and permissions are that account's.
 */
export function allowOtherAccounts(stack: PlatformStack, platform: Platform, location: AwsLocation, ci: CiRoles): void {
  const roles = rolesElsewhere(platform, location);
  if (roles.length === 0) return;
  for (const purpose of ['plan', 'deploy'] as const) {
    new IamRolePolicy(stack, `${purpose}-other-accounts`, {
      name: 'other-accounts',
      role: ci[purpose].name,
      policy: policyDocument([
        { Sid: 'EnterOtherAccounts', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles },
      ]),
    });
  }
}

/** ARNs of the roles that providers of the location's stacks take on. */
export function rolesElsewhere(platform: Platform, location: AwsLocation): readonly string[] {
  const environment = platform.environment.name;
  const arn = (account: string, role: string): string => `arn:aws:iam::${account}:role/${role}`;
  const organization = awsOrganizationOf(platform, location);
  const ends = linksOf(platform.locations).flatMap(({ from, to }) =>
    from.name === location.name && to.cloud === 'aws' ? [arn(to.account, peeringRole(environment, to.name))] : [],
  );
  if (organization === null) return ends;
  return [
    arn(organization.archiveAccount, deliveryRole(environment, location.name, 'archive')),
    arn(organization.identityCenter.account, deliveryRole(environment, location.name, 'identity')),
    ...ends,
  ];
}
