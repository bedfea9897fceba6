import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { squadPermissionSet, squadRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform, Team } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';

/** AWS caps the session of a role that was reached through another role at this. */
const SESSION_SECONDS = 3_600;

export interface SquadRoleProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly team: Team;
}

/**
 * The role of a squad's people. It has no permission in AWS; the cluster knows it by name. Only the squad's permission set of single
 * sign-on leads to it, and single sign-on asks for the second factor.
 */
export function defineSquadRole(stack: PlatformStack, { platform, location, team }: SquadRoleProps): IamRole {
  const environment = platform.environment.name;
  const { account, clusterName, name } = location;
  const set = squadPermissionSet(environment, name, team.name);
  return new IamRole(stack, `squad-${team.name}`, {
    name: squadRole(environment, name, team.name),
    description: `Squad ${team.name} in ${clusterName}`,
    maxSessionDuration: SESSION_SECONDS,
    assumeRolePolicy: policyDocument([
      {
        Sid: 'TrustSingleSignOn',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: {
            // In us-east-1 the path ends with the service, elsewhere a region follows; six letters of AWS's own end the name.
            'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${set}_*`,
          },
        },
      },
    ]),
    tags: { team: team.name },
  });
}
