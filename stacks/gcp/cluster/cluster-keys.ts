import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { DESTRUCTION_DELAY, defineGrantedKey, type GrantedKey } from '../granted-key.js';
import { backupAgent, computeAgent, kubernetesAgent, messagingAgent } from './service-agents.js';

export interface ClusterKeys {
  /** Kubernetes secrets inside of etcd. */
  readonly secrets: GrantedKey;
  /** Boot disks of nodes. */
  readonly disks: GrantedKey;
  /** Backups of what runs in the cluster. */
  readonly backups: GrantedKey;
  /** Messages about the cluster. */
  readonly events: GrantedKey;
  /** Signs attestations of images that were verified. */
  readonly attestations: KmsCryptoKey;
}

export interface ClusterKeysProps {
  readonly location: GcpLocation;
  readonly projectNumber: string;
}

/** The cluster's own keys, in hardware of the location's region; each use has its key and its one user. */
export function defineClusterKeys(stack: PlatformStack, { location, projectNumber }: ClusterKeysProps): ClusterKeys {
  const ring = new KmsKeyRing(stack, 'keys', {
    name: location.clusterName,
    location: location.region,
    lifecycle: { preventDestroy: true },
  });
  return {
    secrets: defineGrantedKey(stack, ring, 'secrets', kubernetesAgent(projectNumber)),
    disks: defineGrantedKey(stack, ring, 'disks', computeAgent(projectNumber)),
    backups: defineGrantedKey(stack, ring, 'backups', backupAgent(projectNumber)),
    events: defineGrantedKey(stack, ring, 'events', messagingAgent(projectNumber)),
    attestations: defineSigningKey(stack, ring),
  };
}

/** Asymmetric keys do not rotate by themselves: a new version also needs its public key in the attestor. */
function defineSigningKey(stack: PlatformStack, ring: KmsKeyRing): KmsCryptoKey {
  return new KmsCryptoKey(stack, 'attestations-key', {
    name: 'attestations',
    keyRing: ring.id,
    purpose: 'ASYMMETRIC_SIGN',
    destroyScheduledDuration: DESTRUCTION_DELAY,
    versionTemplate: { algorithm: 'EC_SIGN_P256_SHA256', protectionLevel: 'HSM' },
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true },
  });
}
