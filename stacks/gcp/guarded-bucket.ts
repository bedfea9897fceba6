import {
  StorageBucket,
  type StorageBucketConfig,
  type StorageBucketLifecycleRule,
} from '@cdktf/provider-google/lib/storage-bucket/index.js';
import type { GcpLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';
import type { GrantedKey } from './granted-key.js';

const SECONDS_PER_DAY = 86_400;
/** Parts of uploads that never completed are paid for and of no use. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

export interface GuardedBucketProps {
  readonly location: GcpLocation;
  /** Names the bucket inside of the stack. */
  readonly id: string;
  readonly name: string;
  readonly key: GrantedKey;
  /** How long whatever was deleted can be brought back: 7 to 90 days. */
  readonly undeleteDays: number;
  /** What the bucket keeps and for how long; parts of broken uploads disappear by themselves. */
  readonly settings: Pick<StorageBucketConfig, 'autoclass' | 'retentionPolicy' | 'versioning'> & {
    readonly lifecycleRule: readonly StorageBucketLifecycleRule[];
  };
}

/** A private bucket in the location's region: permissions by IAM only, never public, everything under a key of our own. */
export function defineGuardedBucket(stack: PlatformStack, props: GuardedBucketProps): StorageBucket {
  const { location, id, name, key, undeleteDays, settings } = props;
  return new StorageBucket(stack, id, {
    ...settings,
    project: location.project,
    name,
    location: location.region,
    storageClass: 'STANDARD',
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    encryption: { defaultKmsKeyName: key.id },
    softDeletePolicy: { retentionDurationSeconds: undeleteDays * SECONDS_PER_DAY },
    lifecycleRule: [
      ...settings.lifecycleRule,
      { action: { type: 'AbortIncompleteMultipartUpload' }, condition: { age: ABORT_UPLOADS_AFTER_DAYS } },
    ],
    labels: { ...stack.tags },
    dependsOn: [key.grant],
    lifecycle: { preventDestroy: true },
  });
}
