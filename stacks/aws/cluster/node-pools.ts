import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { AwsLocation, NodePool } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';
import { defineNodeTemplate, imageType } from './node-template.js';

/** What a node needs to join and to pull images; everything else belongs to the pods that need it. */
const NODE_POLICIES = ['AmazonEC2ContainerRegistryPullOnly', 'AmazonEKSWorkerNodePolicy'];

/** EKS spells the effects of taints in its own way. */
const TAINT_EFFECTS = { NoSchedule: 'NO_SCHEDULE', PreferNoSchedule: 'PREFER_NO_SCHEDULE' } as const;

export interface NodePoolsProps {
  readonly location: AwsLocation;
  readonly cluster: EksCluster;
  readonly volumeKey: KmsKey;
  /** The private subnet of every zone, by zone id. */
  readonly subnetIdByZone: ReadonlyMap<string, string>;
  /** What must run on a node from its first minute. */
  readonly after: readonly ITerraformDependable[];
}

/** The managed node groups: one for every pool and zone, so that a volume's zone always finds a node. */
export function defineNodePools(stack: PlatformStack, props: NodePoolsProps): readonly EksNodeGroup[] {
  const { location, cluster, volumeKey, subnetIdByZone } = props;
  const { role, permissions } = defineNodeRole(stack, location);
  const after = [...props.after, ...permissions];
  return location.nodePools.flatMap((pool) => {
    const template = defineNodeTemplate(stack, { location, pool, cluster, volumeKey });
    return [...subnetIdByZone].map(([zone, subnetId]) =>
      defineNodeGroup(stack, cluster, { pool, zone, subnetId, template, role, after }),
    );
  });
}

interface NodeGroupProps {
  readonly pool: NodePool;
  readonly zone: string;
  readonly subnetId: string;
  readonly template: LaunchTemplate;
  readonly role: IamRole;
  readonly after: readonly ITerraformDependable[];
}

function defineNodeGroup(stack: PlatformStack, cluster: EksCluster, props: NodeGroupProps): EksNodeGroup {
  const { pool, zone, subnetId, template, role, after } = props;
  const name = `${pool.name}-${zone}`;
  return new EksNodeGroup(stack, name, {
    clusterName: cluster.name,
    nodeGroupName: name,
    version: cluster.version,
    amiType: imageType(pool.machine),
    capacityType: 'ON_DEMAND',
    instanceTypes: [pool.machine],
    nodeRoleArn: role.arn,
    subnetIds: [subnetId],
    labels: { ...pool.labels },
    taint: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: TAINT_EFFECTS[effect] })),
    launchTemplate: { id: template.id, version: template.getStringAttribute('latest_version') },
    scalingConfig: { minSize: pool.minPerZone, maxSize: pool.maxPerZone, desiredSize: pool.minPerZone },
    updateConfig: { maxUnavailable: 1 },
    nodeRepairConfig: { enabled: true },
    tags: { Name: `${stack.planned.name}-${name}` },
    dependsOn: [...after],
    // The autoscaler moves the desired size; an apply must not send its nodes home.
    lifecycle: { ignoreChanges: ['scaling_config[0].desired_size'] },
  });
}

function defineNodeRole(
  stack: PlatformStack,
  { clusterName }: AwsLocation,
): { readonly role: IamRole; readonly permissions: readonly IamRolePolicyAttachment[] } {
  const role = new IamRole(stack, 'node-role', {
    name: `${clusterName}-node`,
    description: `Nodes of ${clusterName}`,
    // EC2 names no source account when it takes an instance's role; handing the role to an instance needs iam:PassRole.
    assumeRolePolicy: policyDocument([
      { Sid: 'TrustInstances', Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]),
  });
  const permissions = NODE_POLICIES.map(
    (policy) =>
      new IamRolePolicyAttachment(stack, `node-${policy}`, {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      }),
  );
  return { role, permissions };
}
