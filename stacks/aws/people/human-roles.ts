import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { DUTIES, humanRole, permissionSet, type Duty } from '../../../services/definition/names.js';
import type { AwsLocation, AwsOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';
import { dutyStatements } from './duty-statements.js';

/** AWS caps the session of a role that was reached through another role at this. */
const SESSION_SECONDS = 3_600;

/** What a duty is for, in words that stand in the console. */
const DESCRIPTIONS: Readonly<Record<Duty, string>> = {
  viewer: 'Looks at what there is, not at data',
  engineer: 'Operates the cluster and reads logs and states',
  'break-glass': 'Acts in an emergency; every use is reported',
};

export type HumanRoles = ReadonlyMap<Duty, IamRole>;

export interface HumanRolesProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly organization: AwsOrganization | null;
}

/**
 * One role for each duty, under a name that clusters and states can rely on: the roles that IAM Identity Center makes end in letters that
 * change with every new assignment.
 */
export function defineHumanRoles(stack: PlatformStack, props: HumanRolesProps): HumanRoles {
  return new Map(DUTIES.map((duty) => [duty, defineHumanRole(stack, props, duty)]));
}

function defineHumanRole(stack: PlatformStack, props: HumanRolesProps, duty: Duty): IamRole {
  const { platform, location } = props;
  const role = new IamRole(stack, duty, {
    name: humanRole(platform.environment.name, location.name, duty),
    description: `${DESCRIPTIONS[duty]} (${location.clusterName})`,
    maxSessionDuration: SESSION_SECONDS,
    assumeRolePolicy: policyDocument([trust(props, duty)]),
  });
  new IamRolePolicyAttachment(stack, `${duty}-view`, {
    role: role.name,
    policyArn: 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
  });
  const statements = dutyStatements(platform, location, duty);
  if (statements.length > 0)
    new IamRolePolicy(stack, `${duty}-permissions`, {
      name: duty,
      role: role.name,
      policy: policyDocument(statements),
    });
  return role;
}

/** Who becomes the role: members of its group through single sign-on; without an organization anybody of the account with a second factor. */
function trust({ platform, location, organization }: HumanRolesProps, duty: Duty): PolicyStatement {
  const { account, region, name } = location;
  const set = permissionSet(platform.environment.name, name, duty);
  return {
    Sid: organization === null ? 'TrustSecondFactor' : 'TrustSingleSignOn',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    Condition: {
      ...(organization === null
        ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }
        : // In us-east-1 the path ends with the service, elsewhere a region follows.
          {
            ArnLike: {
              'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${set}_*`,
            },
          }),
      ...(duty === 'break-glass' ? { StringEquals: { 'aws:RequestedRegion': region } } : {}),
    },
  };
}
