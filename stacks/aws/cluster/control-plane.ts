import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineAuditLogGroup } from '../audit-log-group.js';
import { defineCustomerKey } from '../customer-key.js';
import { durableLifecycle } from '../durable.js';
import { serviceTrust } from '../policy-document.js';
import { defineControlPlaneGuard } from './control-plane-guard.js';

/** Everything the control plane can tell; requests to its API are the evidence of who did what in the cluster. */
const CONTROL_PLANE_LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

export interface ControlPlaneProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly vpcId: string;
  /** A private subnet in every zone. */
  readonly subnetIds: readonly string[];
}

/** The EKS control plane: private, logged, its secrets encrypted by a key of our own. */
export function defineControlPlane(stack: PlatformStack, props: ControlPlaneProps): EksCluster {
  const { platform, location, vpcId, subnetIds } = props;
  const { kubernetes } = platform.environment;
  const { role, permissions } = defineClusterRole(stack, location);
  const key = defineKubernetesSecretsKey(stack, platform, location, role);
  const guard = defineControlPlaneGuard(stack, location, vpcId, kubernetes.adminNetworks);
  const logs = defineAuditLogGroup(stack, {
    platform,
    location,
    id: 'control-plane-logs',
    // EKS writes here and nowhere else; made beforehand, it has a key and a retention.
    logGroupName: `/aws/eks/${location.clusterName}/cluster`,
    description: `Control plane logs of ${location.clusterName}`,
  });
  return new EksCluster(stack, 'cluster', {
    name: location.clusterName,
    version: kubernetes.version,
    roleArn: role.arn,
    enabledClusterLogTypes: CONTROL_PLANE_LOGS,
    bootstrapSelfManagedAddons: false,
    // Whoever creates the cluster gets no standing access; people are let in by access entries of their own.
    accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
    encryptionConfig: { provider: { keyArn: key.arn }, resources: ['secrets'] },
    kubernetesNetworkConfig: { ipFamily: 'ipv4', serviceIpv4Cidr: location.addresses.services },
    upgradePolicy: { supportType: kubernetes.releaseChannel === 'EXTENDED' ? 'EXTENDED' : 'STANDARD' },
    vpcConfig: {
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      securityGroupIds: [guard.id],
      subnetIds: [...subnetIds],
    },
    zonalShiftConfig: { enabled: true },
    dependsOn: [permissions, logs],
    lifecycle: durableLifecycle(location),
  });
}

function defineClusterRole(
  stack: PlatformStack,
  { account, region, clusterName }: AwsLocation,
): { readonly role: IamRole; readonly permissions: IamRolePolicyAttachment } {
  const role = new IamRole(stack, 'cluster-role', {
    name: `${clusterName}-cluster`,
    description: `Control plane of ${clusterName}`,
    assumeRolePolicy: serviceTrust('eks.amazonaws.com', account, {
      ArnEquals: { 'aws:SourceArn': `arn:aws:eks:${region}:${account}:cluster/${clusterName}` },
    }),
  });
  const permissions = new IamRolePolicyAttachment(stack, 'cluster-permissions', {
    role: role.name,
    policyArn: 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
  });
  return { role, permissions };
}

/** Envelope key of the Secret objects; whoever creates the cluster may only hand it on to EKS. */
function defineKubernetesSecretsKey(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  clusterRole: IamRole,
): KmsKey {
  return defineCustomerKey(stack, {
    platform,
    location,
    name: 'kubernetes-secrets',
    description: `Kubernetes secrets of ${location.clusterName}`,
    uses: [
      {
        Sid: 'EncryptSecrets',
        Effect: 'Allow',
        Principal: { AWS: clusterRole.arn },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ListGrants'],
      },
      {
        Sid: 'GrantToEks',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${location.account}:root` },
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  });
}
