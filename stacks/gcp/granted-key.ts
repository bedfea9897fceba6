import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member/index.js';
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key/index.js';
import type { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { PlatformStack } from '../platform-stack.js';

const SECONDS_PER_DAY = 86_400;
const ROTATION = `${90 * SECONDS_PER_DAY}s`;
/** A destroyed version can be restored for this long. */
export const DESTRUCTION_DELAY = `${30 * SECONDS_PER_DAY}s`;
const USE_KEY = 'roles/cloudkms.cryptoKeyEncrypterDecrypter';

/** A key, and the grant that must exist before anything is encrypted with it. */
export interface GrantedKey {
  readonly id: string;
  readonly grant: ITerraformDependable;
}

/** A rotating key in hardware of its ring's region, and the one who may use it. */
export function defineGrantedKey(stack: PlatformStack, ring: KmsKeyRing, name: string, user: string): GrantedKey {
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
