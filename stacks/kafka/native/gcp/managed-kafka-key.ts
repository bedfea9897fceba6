import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../../services/definition/platform.js';
import { defineProjectNumber } from '../../../gcp/cluster/service-agents.js';
import type { PlatformStack } from '../../../platform-stack.js';

const SECONDS_PER_DAY = 86_400;
const ROTATION = `${90 * SECONDS_PER_DAY}s`;
/** A destroyed version can be restored for this long. */
const DESTRUCTION_DELAY = `${30 * SECONDS_PER_DAY}s`;

/** The key of the brokers' disks, and the grant that must exist before the first disk. */
export interface ManagedKafkaKey {
  readonly id: string;
  readonly grant: ITerraformDependable;
}

/** A key in hardware of the location's region, used by Google's Kafka agent of the project and nobody else. */
export function defineManagedKafkaKey(stack: PlatformStack, location: GcpLocation): ManagedKafkaKey {
  const ring = new KmsKeyRing(stack, 'keys', {
    name: `${location.clusterName}-kafka`,
    location: location.region,
    lifecycle: { preventDestroy: true },
  });
  const key = new KmsCryptoKey(stack, 'brokers-key', {
    name: 'brokers',
    keyRing: ring.id,
    purpose: 'ENCRYPT_DECRYPT',
    rotationPeriod: ROTATION,
    destroyScheduledDuration: DESTRUCTION_DELAY,
    versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'HSM' },
    labels: { ...stack.tags },
    lifecycle: { preventDestroy: true },
  });
  const grant = new KmsCryptoKeyIamMember(stack, 'brokers-key-user', {
    cryptoKeyId: key.id,
    role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
    member: `serviceAccount:service-${defineProjectNumber(stack, location)}@gcp-sa-managedkafka.iam.gserviceaccount.com`,
  });
  return { id: key.id, grant };
}
