import type { ContainerNodePoolNodeConfig } from '@cdktf/provider-google/lib/container-node-pool/index.js';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account/index.js';
import type { GcpLocation, NodePool } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { nodeTag } from '../location-names.js';
import type { ClusterKeys } from './cluster-keys.js';

const TAINT_EFFECTS: Readonly<Record<NodePool['taints'][number]['effect'], string>> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
};
/** Enough for every pod of a node, and a fork bomb ends at its own pod. */
const PIDS_PER_POD = 4_096;

export interface HardenedNodeProps {
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
  readonly pool: NodePool;
  readonly identity: ServiceAccount;
}

/** The machine that every node is: verified boot, our key on its disk, its own identity, none lent to pods. */
export function hardenedNode(
  stack: PlatformStack,
  { location, keys, pool, identity }: HardenedNodeProps,
): ContainerNodePoolNodeConfig {
  return {
    machineType: pool.machine,
    imageType: 'COS_CONTAINERD',
    diskType: 'pd-balanced',
    diskSizeGb: pool.diskGiB,
    bootDiskKmsKey: keys.disks.id,
    serviceAccount: identity.email,
    // What a node may do is decided by its account's roles, not by scopes.
    oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    workloadMetadataConfig: { mode: 'GKE_METADATA' },
    metadata: { 'disable-legacy-endpoints': 'true' },
    kubeletConfig: { insecureKubeletReadonlyPortEnabled: 'FALSE', podPidsLimit: PIDS_PER_POD },
    gvnic: { enabled: true },
    // A takeover's nodes start on the machines that are reserved for it.
    reservationAffinity: { consumeReservationType: 'ANY_RESERVATION' },
    labels: { ...pool.labels },
    taint: pool.taints.map(({ key, value, effect }) => ({ key, value, effect: TAINT_EFFECTS[effect] })),
    tags: [nodeTag(location)],
    resourceLabels: { ...stack.tags },
  };
}
