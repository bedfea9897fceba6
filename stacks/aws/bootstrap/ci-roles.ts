import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import {
  ciEnvironment,
  ciRepository,
  ciRoleName,
  ciSubject,
  type CiPurpose,
} from '../../../services/definition/ci-names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';
import { deployPolicies } from './deploy-policies.js';

export type CiRoles = Readonly<Record<CiPurpose, IamRole>>;

const TOKEN_AUDIENCE = 'sts.amazonaws.com';
const SESSION_SECONDS = 3600;

/** Read configurations, never contents: `ReadOnlyAccess` would read every object of every bucket. */
const READING = ['SecurityAudit', 'job-function/ViewOnlyAccess'] as const;

/** Who CI is in this account: one role that looks and one that changes, each for the jobs of one deployment environment. */
export function defineCiRoles(stack: PlatformStack, platform: Platform, location: AwsLocation): CiRoles {
  const { issuer } = platform.environment.images.signer;
  const provider = new IamOpenidConnectProvider(stack, 'ci', {
    url: issuer,
    clientIdList: [TOKEN_AUDIENCE],
    tags: { Name: stack.planned.name },
  });
  const roles = {
    plan: defineCiRole(stack, platform, location, provider, 'plan'),
    deploy: defineCiRole(stack, platform, location, provider, 'deploy'),
  };
  for (const { name, description, statements } of deployPolicies(platform, location)) {
    const policy = new IamPolicy(stack, `deploy-${name}`, {
      name: `${ciRoleName(platform.environment.name, location.name, 'deploy')}-${name}`,
      description,
      policy: policyDocument(statements),
    });
    new IamRolePolicyAttachment(stack, `deploy-may-${name}`, { role: roles.deploy.name, policyArn: policy.arn });
  }
  return roles;
}

function defineCiRole(
  stack: PlatformStack,
  { environment }: Platform,
  location: AwsLocation,
  provider: IamOpenidConnectProvider,
  purpose: CiPurpose,
): IamRole {
  const { issuer, subject } = environment.images.signer;
  const host = issuer.replace(/^https:\/\//, '');
  const jobs = ciEnvironment(environment.name, location.name, purpose);
  const role = new IamRole(stack, `ci-${purpose}`, {
    name: ciRoleName(environment.name, location.name, purpose),
    description: `CI jobs of ${jobs}`,
    maxSessionDuration: SESSION_SECONDS,
    assumeRolePolicy: policyDocument([
      {
        Sid: 'TrustJobs',
        Effect: 'Allow',
        Principal: { Federated: provider.arn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${host}:aud`]: TOKEN_AUDIENCE,
            [`${host}:sub`]: ciSubject(ciRepository(subject), jobs),
          },
        },
      },
    ]),
  });
  for (const policy of READING) {
    new IamRolePolicyAttachment(stack, `ci-${purpose}-${policy.replace(/^.*\//, '')}`, {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/${policy}`,
    });
  }
  return role;
}
