import { EksAccessEntry } from '@cdktf/provider-aws/lib/eks-access-entry/index.js';
import { EksAccessPolicyAssociation } from '@cdktf/provider-aws/lib/eks-access-policy-association/index.js';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';

/** Long enough to mend a cluster, short enough that nobody works like this. */
const SESSION_SECONDS = 3600;

/**
 * The one way for a person to administer the cluster: a role that asks for a second factor. The cluster's creator gets
 * no standing access, and changes go through Git.
 */
export function defineBreakGlass(stack: PlatformStack, location: AwsLocation, cluster: EksCluster): void {
  const { account, clusterName } = location;
  const role = new IamRole(stack, 'break-glass', {
    name: `${clusterName}-break-glass`,
    description: `Administers ${clusterName} in an emergency`,
    maxSessionDuration: SESSION_SECONDS,
    assumeRolePolicy: policyDocument([
      {
        Sid: 'TrustPeopleWithSecondFactor',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ]),
  });
  new IamRolePolicy(stack, 'break-glass-finds-cluster', {
    name: 'find-cluster',
    role: role.name,
    policy: policyDocument([
      { Sid: 'FindCluster', Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: cluster.arn },
    ]),
  });
  const entry = new EksAccessEntry(stack, 'break-glass-entry', { clusterName: cluster.name, principalArn: role.arn });
  new EksAccessPolicyAssociation(stack, 'break-glass-administers', {
    clusterName: cluster.name,
    principalArn: entry.principalArn,
    policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
    accessScope: { type: 'cluster' },
  });
}
