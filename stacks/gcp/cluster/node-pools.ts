import type { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster/index.js';
import { ContainerNodePool } from '@cdktf/provider-google/lib/container-node-pool/index.js';
import type { GcpLocation, NodePool } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { POD_RANGE } from '../location-names.js';
import type { ClusterKeys } from './cluster-keys.js';
import { hardenedNode } from './hardened-node.js';
import { identityOf, type NodeIdentities } from './node-identities.js';

/** GKE gives each node a /24 of pod addresses for this many pods, so a replaced pod never waits for an address. */
const PODS_PER_NODE = 110;

export interface NodePoolsProps {
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
  readonly identities: NodeIdentities;
  readonly cluster: ContainerCluster;
}

/** The node pools of the location, each spread over all its zones. */
export function defineNodePools(stack: PlatformStack, props: NodePoolsProps): void {
  for (const pool of props.location.nodePools) defineNodePool(stack, pool, props);
}

function defineNodePool(stack: PlatformStack, pool: NodePool, props: NodePoolsProps): void {
  const { location, keys, identities, cluster } = props;
  new ContainerNodePool(stack, `nodes-${pool.name}`, {
    name: pool.name,
    cluster: cluster.id,
    location: location.region,
    nodeLocations: [...location.zones],
    initialNodeCount: pool.minPerZone,
    autoscaling: {
      minNodeCount: pool.minPerZone,
      maxNodeCount: pool.maxPerZone,
      locationPolicy: 'BALANCED',
    },
    maxPodsPerNode: PODS_PER_NODE,
    networkConfig: { enablePrivateNodes: true, createPodRange: false, podRange: POD_RANGE },
    nodeConfig: hardenedNode(stack, { location, keys, pool, identity: identityOf(identities, pool) }),
    management: { autoRepair: true, autoUpgrade: true },
    // A new node is up before an old one is drained: an upgrade never takes capacity away.
    upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
    dependsOn: [keys.disks.grant],
    // The autoscaler moves on from the first count, and changing it would replace the pool.
    lifecycle: { ignoreChanges: ['initial_node_count'] },
  });
}
