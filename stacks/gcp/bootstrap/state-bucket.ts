import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineGrantedKey } from '../granted-key.js';
import type { CiIdentities } from './ci-identities.js';

/** Old states: enough to go back to, and gone some day. */
const NONCURRENT_DAYS = 90;
const SOFT_DELETE_SECONDS = 30 * 86_400;

export interface StateBucketProps {
  readonly location: GcpLocation;
  readonly bucket: string;
  readonly ci: CiIdentities;
  readonly after: readonly ITerraformDependable[];
}

/** Where the states of a location lie: every version kept, under a key of our own; CI's plan reads them and its deployment writes them. */
export function defineStateBucket(stack: PlatformStack, { location, bucket: name, ci, after }: StateBucketProps): void {
  const { project, region, clusterName } = location;
  const ring = new KmsKeyRing(stack, 'keys', {
    name: `${clusterName}-states`,
    location: region,
    dependsOn: [...after],
    lifecycle: { preventDestroy: true },
  });
  const storage = new DataGoogleStorageProjectServiceAccount(stack, 'storage', { project });
  const key = defineGrantedKey(stack, ring, 'states', storage.member);
  const bucket = new StorageBucket(stack, 'states', {
    name,
    location: region,
    storageClass: 'STANDARD',
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    versioning: { enabled: true },
    encryption: { defaultKmsKeyName: key.id },
    softDeletePolicy: { retentionDurationSeconds: SOFT_DELETE_SECONDS },
    lifecycleRule: [
      { action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: NONCURRENT_DAYS, withState: 'ARCHIVED' } },
    ],
    labels: { ...stack.tags },
    dependsOn: [key.grant],
    lifecycle: { preventDestroy: true },
  });
  for (const [purpose, role] of [
    ['plan', 'roles/storage.objectViewer'],
    ['deploy', 'roles/storage.objectUser'],
  ] as const) {
    new StorageBucketIamMember(stack, `states-${purpose}`, { bucket: bucket.name, role, member: ci[purpose].member });
  }
}
