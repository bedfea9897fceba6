import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { computeAgent, kubernetesAgent, loggingAgent, messagingAgent } from './service-agents.js';

const SECONDS_PER_DAY = 86_400;
const ROTATION = `${90 * SECONDS_PER_DAY}s`;
/** A destroyed version can be restored for this long. */
const DESTRUCTION_DELAY = `${30 * SECONDS_PER_DAY}s`;
const USE_KEY = 'roles/cloudkms.cryptoKeyEncrypterDecrypter';

/** A key, and the grant that must exist before anything is encrypted with it. */
export interface GrantedKey {
  readonly id: string;
  readonly grant: ITerraformDependable;
}

export interface ClusterKeys {
  /** Kubernetes secrets inside of etcd. */
  readonly secrets: GrantedKey;
  /** Boot disks of nodes. */
  readonly disks: GrantedKey;
  /** Messages about the cluster. */
  readonly events: GrantedKey;
  /** The audit trail. */
  readonly logs: GrantedKey;
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
    secrets: defineEncryptionKey(stack, ring, 'secrets', kubernetesAgent(projectNumber)),
    disks: defineEncryptionKey(stack, ring, 'disks', computeAgent(projectNumber)),
    events: defineEncryptionKey(stack, ring, 'events', messagingAgent(projectNumber)),
    logs: defineEncryptionKey(stack, ring, 'logs', loggingAgent(stack, location)),
    attestations: defineSigningKey(stack, ring),
  };
}

function defineEncryptionKey(stack: PlatformStack, ring: KmsKeyRing, name: string, user: string): GrantedKey {
  const key = new KmsCryptoKey(stack, `${name}-key`, {
    name,
    keyRing: ring.id,
    purpose: 'ENCRYPT_DECRYPT',
    rotationPeriod: ROTATION,
    destroyScheduledDuration: DESTRUCTION_DELAY,
    versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'HSM' },
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true },
  });
  const grant = new KmsCryptoKeyIamMember(stack, `${name}-key-user`, {
    cryptoKeyId: key.id,
    role: USE_KEY,
    member: user,
  });
  return { id: key.id, grant };
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
