import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';
import { bucketFences } from './bucket-fences.js';
import { durableLifecycle } from './durable.js';
import { policyDocument, type PolicyStatement } from './policy-document.js';

/** Parts of uploads that never completed are paid for and of no use. */
const ABORT_UPLOADS_AFTER_DAYS = 7;

export interface GuardedBucketProps {
  readonly location: AwsLocation;
  /** Names the bucket and its settings inside of the stack. */
  readonly id: string;
  readonly bucketName: string;
  readonly key: KmsKey;
  /** Objects can be locked against everybody; only when the bucket is made. */
  readonly objectLock: boolean;
  /** Statements beside the fences that every bucket has. */
  readonly statements: readonly PolicyStatement[];
  /** What happens to objects as they age; parts of broken uploads disappear by themselves. */
  readonly ageing: Pick<
    S3BucketLifecycleConfigurationRule,
    'expiration' | 'noncurrentVersionExpiration' | 'transition'
  >;
}

/** A private, versioned bucket that speaks TLS only and encrypts everything with a key of our own. */
export function defineGuardedBucket(stack: PlatformStack, props: GuardedBucketProps): S3Bucket {
  const { location, id, bucketName, key, objectLock, statements, ageing } = props;
  const resource = new S3Bucket(stack, id, {
    bucket: bucketName,
    forceDestroy: false,
    objectLockEnabled: objectLock,
    lifecycle: durableLifecycle(location),
  });
  const bucket = resource.id;
  const versioning = new S3BucketVersioningA(stack, `${id}-versions`, {
    bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { kmsMasterKeyId: key.arn, sseAlgorithm: 'aws:kms' },
        bucketKeyEnabled: true,
      },
    ],
  });
  new S3BucketOwnershipControls(stack, `${id}-ownership`, { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
  const closed = new S3BucketPublicAccessBlock(stack, `${id}-closed`, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketPolicy(stack, `${id}-policy`, {
    bucket,
    policy: policyDocument([...bucketFences(location, bucketName), ...statements]),
    // AWS refuses two settings of one bucket at the same moment.
    dependsOn: [closed],
  });
  new S3BucketLifecycleConfiguration(stack, `${id}-ageing`, {
    bucket,
    rule: [
      {
        id: 'ageing',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER_DAYS }],
        ...ageing,
      },
    ],
    dependsOn: [versioning],
  });
  return resource;
}
