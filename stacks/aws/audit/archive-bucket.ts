import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import type { AwsLocation, Environment } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { durableLifecycle } from '../durable.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';
import type { Archive } from './archive.js';

export interface ArchiveBucketProps {
  readonly location: AwsLocation;
  readonly archive: Archive;
  readonly purpose: 'audit' | 'config';
  readonly retention: Environment['retention'];
  /** Whether an object can be deleted by nobody, not even the account's root, before its time is over. */
  readonly locked: boolean;
  /** What the services that deliver may do, given the bucket's ARN. */
  readonly writers: (bucketArn: string) => readonly PolicyStatement[];
}

/** A bucket of the archive account, and the policy that lets its writers in: whoever delivers waits for that. */
export interface ArchiveBucket {
  readonly bucket: S3Bucket;
  readonly policy: S3BucketPolicy;
}

/** A private, versioned and encrypted bucket that only the named services write to. */
export function defineArchiveBucket(stack: PlatformStack, props: ArchiveBucketProps): ArchiveBucket {
  const { location, archive, purpose, retention, locked, writers } = props;
  const provider = archive.elsewhere === null ? {} : { provider: archive.elsewhere.provider };
  const id = `${purpose}-archive`;
  const bucket = new S3Bucket(stack, id, {
    bucket: archive.bucketName(purpose),
    objectLockEnabled: locked,
    lifecycle: durableLifecycle(location),
    ...provider,
  });
  const of = { bucket: bucket.id, ...provider };
  const versions = new S3BucketVersioningA(stack, `${id}-versions`, {
    ...of,
    versioningConfiguration: { status: 'Enabled' },
  });
  if (locked)
    new S3BucketObjectLockConfigurationA(stack, `${id}-lock`, {
      ...of,
      rule: { defaultRetention: { mode: 'COMPLIANCE', days: retention.auditLogsDays } },
      dependsOn: [versions],
    });
  new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    ...of,
    rule: [
      {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: archive.key.arn },
      },
    ],
  });
  defineStorageClasses(stack, id, of, retention, versions);
  new S3BucketOwnershipControls(stack, `${id}-ownership`, { ...of, rule: { objectOwnership: 'BucketOwnerEnforced' } });
  const closed = new S3BucketPublicAccessBlock(stack, `${id}-closed`, {
    ...of,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const policy = new S3BucketPolicy(stack, `${id}-writers`, {
    ...of,
    policy: policyDocument([...writers(bucket.arn), refusePlainText(bucket)]),
    dependsOn: [closed],
  });
  return { bucket, policy };
}

/** Searchable at once for as long as the environment asks, then cheaper, and gone when nobody has to keep it any more. */
function defineStorageClasses(
  stack: PlatformStack,
  id: string,
  of: { readonly bucket: string },
  { auditLogsDays, auditLogsHotDays }: Environment['retention'],
  versions: S3BucketVersioningA,
): void {
  new S3BucketLifecycleConfiguration(stack, `${id}-classes`, {
    ...of,
    rule: [
      {
        id: 'age',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        transition: [{ days: auditLogsHotDays, storageClass: 'GLACIER_IR' }],
        expiration: [{ days: auditLogsDays + 1 }],
        noncurrentVersionExpiration: [{ noncurrentDays: auditLogsDays + 1 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    dependsOn: [versions],
  });
}

function refusePlainText(bucket: S3Bucket): PolicyStatement {
  return {
    Sid: 'RefusePlainText',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucket.arn, `${bucket.arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
