import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';
import { podIdentityTrust } from './pod-identity.js';

/** Where the add-ons' own manifests put them. */
const ADD_ON_NAMESPACE = 'kube-system';

/** The add-ons that call AWS: the service account each runs as, and AWS's policy for it. */
const CALLERS = {
  'aws-ebs-csi-driver': {
    serviceAccount: 'ebs-csi-controller-sa',
    policy: 'service-role/AmazonEBSCSIDriverPolicy',
  },
  'vpc-cni': { serviceAccount: 'aws-node', policy: 'AmazonEKS_CNI_Policy' },
} as const;

type CallingAddOn = keyof typeof CALLERS;

export interface AddOnRole {
  readonly serviceAccount: string;
  readonly role: IamRole;
}

export type AddOnRoles = Readonly<Record<CallingAddOn, AddOnRole>>;

/** A role for each add-on that calls AWS, so that the nodes' role does not carry their permissions. */
export function defineAddOnRoles(stack: PlatformStack, location: AwsLocation): AddOnRoles {
  return {
    'aws-ebs-csi-driver': defineAddOnRole(stack, location, 'aws-ebs-csi-driver'),
    'vpc-cni': defineAddOnRole(stack, location, 'vpc-cni'),
  };
}

function defineAddOnRole(stack: PlatformStack, location: AwsLocation, addOn: CallingAddOn): AddOnRole {
  const { serviceAccount, policy } = CALLERS[addOn];
  const trust = podIdentityTrust(location, { namespace: ADD_ON_NAMESPACE, name: serviceAccount });
  const role = new IamRole(stack, `${addOn}-role`, {
    name: `${location.clusterName}-${addOn}`,
    description: `Add-on ${addOn} of ${location.clusterName}`,
    assumeRolePolicy: policyDocument([trust]),
  });
  new IamRolePolicyAttachment(stack, `${addOn}-permissions`, {
    role: role.name,
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
  });
  return { serviceAccount, role };
}
