import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import {
  LaunchTemplate,
  type LaunchTemplateBlockDeviceMappings,
} from '@cdktf/provider-aws/lib/launch-template/index.js';
import type { AwsLocation, NodePool } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Bottlerocket keeps itself on one disk, read-only, and images, logs and pod storage on the other. */
const SYSTEM_DISK = { deviceName: '/dev/xvda', sizeGiB: 8 };
const DATA_DISK_NAME = '/dev/xvdb';

/** EKS advises against more pods on a node, whatever its addresses allow (user guide, "maximum Pods"). */
const MAX_PODS = { below30Vcpus: 110, from30Vcpus: 250 };

export interface NodeTemplateProps {
  readonly location: AwsLocation;
  readonly pool: NodePool;
  readonly cluster: EksCluster;
  readonly volumeKey: KmsKey;
}

/** How the machines of a pool start: without public address, without a shell, on encrypted disks. */
export function defineNodeTemplate(stack: PlatformStack, props: NodeTemplateProps): LaunchTemplate {
  const { location, pool, cluster, volumeKey } = props;
  const name = `${location.clusterName}-${pool.name}`;
  const tags = { ...stack.tags, Name: name };
  return new LaunchTemplate(stack, `template-${pool.name}`, {
    name,
    description: `Nodes of the pool ${pool.name}`,
    updateDefaultVersion: true,
    ebsOptimized: 'true',
    userData: Buffer.from(nodeSettings(pool)).toString('base64'),
    blockDeviceMappings: [
      encryptedDisk(SYSTEM_DISK.deviceName, SYSTEM_DISK.sizeGiB, volumeKey),
      encryptedDisk(DATA_DISK_NAME, pool.diskGiB, volumeKey),
    ],
    // One hop is the node itself: pods never reach the node's credentials.
    metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
    monitoring: { enabled: true },
    networkInterfaces: [
      {
        associatePublicIpAddress: 'false',
        deleteOnTermination: 'true',
        securityGroups: [cluster.vpcConfig.clusterSecurityGroupId],
      },
    ],
    // The provider's default tags stop at the template; what it launches must be told.
    tagSpecifications: ['instance', 'network-interface', 'volume'].map((resourceType) => ({ resourceType, tags })),
  });
}

/** The image of a machine's processor; Graviton families carry a `g` after their generation. */
export function imageType(machine: string): 'BOTTLEROCKET_ARM_64' | 'BOTTLEROCKET_x86_64' {
  return /^[a-z]+\d+g/.test(machine) ? 'BOTTLEROCKET_ARM_64' : 'BOTTLEROCKET_x86_64';
}

/** Bottlerocket's settings beside those EKS adds: how many pods, and no way in for a person. */
function nodeSettings(pool: NodePool): string {
  return [
    '[settings.kubernetes]',
    `max-pods = ${pool.vcpu < 30 ? MAX_PODS.below30Vcpus : MAX_PODS.from30Vcpus}`,
    '[settings.host-containers.admin]',
    'enabled = false',
    '[settings.host-containers.control]',
    'enabled = false',
    '',
  ].join('\n');
}

function encryptedDisk(deviceName: string, sizeGiB: number, key: KmsKey): LaunchTemplateBlockDeviceMappings {
  return {
    deviceName,
    ebs: {
      deleteOnTermination: 'true',
      encrypted: 'true',
      kmsKeyId: key.arn,
      volumeSize: sizeGiB,
      volumeType: 'gp3',
    },
  };
}
