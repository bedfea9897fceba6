import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon/index.js';
import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { PlatformStack } from '../../platform-stack.js';
import type { AddOnRole, AddOnRoles } from './add-on-roles.js';
import { addOnVersions, type AddOnName } from './add-on-versions.js';

/** Needed before the first node is ready, because they are what makes it ready. */
const NODE_ADD_ONS = ['eks-pod-identity-agent', 'kube-proxy', 'vpc-cni'] as const;
/** Need nodes to run on; EKS reports them degraded until there are some. */
const WORKLOAD_ADD_ONS = ['aws-ebs-csi-driver', 'coredns', 'snapshot-controller'] as const;

/** Settings in the add-ons' own vocabulary; their environment variables are strings. */
const SETTINGS: Readonly<Partial<Record<AddOnName, object>>> = {
  'vpc-cni': {
    enableNetworkPolicy: 'true',
    env: {
      // Pods keep their address on the way to networks of ours; the NAT gateways translate it for the internet.
      AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true',
      ENABLE_PREFIX_DELEGATION: 'true',
      WARM_PREFIX_TARGET: '1',
    },
  },
};

export interface AddOnsProps {
  readonly kubernetesVersion: string;
  readonly cluster: EksCluster;
  readonly roles: AddOnRoles;
}

/** The add-ons that nodes wait for. */
export function defineNodeAddOns(stack: PlatformStack, props: AddOnsProps): readonly EksAddon[] {
  return NODE_ADD_ONS.map((name) => defineAddOn(stack, props, name, []));
}

/** The add-ons that wait for nodes. */
export function defineWorkloadAddOns(
  stack: PlatformStack,
  props: AddOnsProps,
  nodes: readonly ITerraformDependable[],
): readonly EksAddon[] {
  return WORKLOAD_ADD_ONS.map((name) => defineAddOn(stack, props, name, nodes));
}

function defineAddOn(
  stack: PlatformStack,
  { kubernetesVersion, cluster, roles }: AddOnsProps,
  name: AddOnName,
  after: readonly ITerraformDependable[],
): EksAddon {
  const callers: Readonly<Partial<Record<AddOnName, AddOnRole>>> = roles;
  const caller = callers[name];
  const settings = SETTINGS[name];
  return new EksAddon(stack, `add-on-${name}`, {
    clusterName: cluster.name,
    addonName: name,
    addonVersion: addOnVersions(kubernetesVersion)[name],
    // The manifests of an add-on are EKS's; settings of ours stand in this file only.
    resolveConflictsOnCreate: 'OVERWRITE',
    resolveConflictsOnUpdate: 'OVERWRITE',
    ...(caller === undefined
      ? {}
      : { podIdentityAssociation: [{ roleArn: caller.role.arn, serviceAccount: caller.serviceAccount }] }),
    ...(settings === undefined ? {} : { configurationValues: JSON.stringify(settings) }),
    dependsOn: [...after],
  });
}
