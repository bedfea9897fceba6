import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { dataBucket, type DataBucketPurpose } from '../../../services/definition/names.js';
import type { AwsLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey } from '../customer-key.js';
import { defineGuardedBucket } from '../guarded-bucket.js';
import { inLocation } from '../in-location.js';
import { allowArchiving, contentFence } from './archive-access.js';

const PURPOSES: Readonly<Record<DataBucketPurpose, string>> = {
  backups: 'Base backups of databases',
  wal: 'Write-ahead logs of databases',
};

/** A window of recovery begins at a base backup, and there is one a day: the oldest is a day older than the window. */
const BASE_BACKUP_EVERY_DAYS = 1;

/** Deleted content can still be brought back for this long after its lock has ended. */
const UNDELETE_DAYS = 7;

/**
 * Where the databases of a location archive what they recover from: one bucket for each purpose with a key of its own.
 * Nobody shortens the lock, root included, so neither a thief of credentials nor a mistake ends the window of recovery.
 */
export function defineDatabaseArchives(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  services: readonly Service[],
): void {
  const archiving = services.filter((service) => service.data.postgres !== null);
  if (archiving.length === 0) return;
  const roles = archiving.map((service) => inLocation(service.derived.cloudIdentity, location));
  const keptDays = archiveDays(archiving);
  const archives = (['backups', 'wal'] as const).map((purpose) => {
    const key = defineArchiveKey(stack, platform, location, purpose, roles);
    const bucketName = dataBucket(platform.environment.name, location.name, purpose);
    defineArchive(stack, { location, purpose, bucketName, key, keptDays, roles });
    return { bucketName, key };
  });
  for (const service of archiving) allowArchiving(stack, location, service, archives);
}

/** The longest window of recovery that a service of the location asks for, with the base backup it begins at. */
export function archiveDays(services: readonly Service[]): number {
  const hours = services.flatMap(({ data }) => (data.postgres === null ? [] : [data.postgres.backup.pitrHours]));
  return Math.ceil(Math.max(...hours) / 24) + BASE_BACKUP_EVERY_DAYS;
}

interface Archive {
  readonly location: AwsLocation;
  readonly purpose: DataBucketPurpose;
  readonly bucketName: string;
  readonly key: KmsKey;
  readonly keptDays: number;
  /** Names of the roles that may touch the content. */
  readonly roles: readonly string[];
}

function defineArchive(stack: PlatformStack, archive: Archive): void {
  const { location, purpose, bucketName, key, keptDays, roles } = archive;
  const bucket = defineGuardedBucket(stack, {
    location,
    id: purpose,
    bucketName,
    key,
    objectLock: true,
    statements: [contentFence(location, bucketName, roles)],
    ageing: {
      // Bills neither a minimum of days nor reading, which a recovery does at once and in full.
      transition: [{ days: 0, storageClass: 'INTELLIGENT_TIERING' }],
      expiration: [{ days: keptDays }],
      noncurrentVersionExpiration: [{ noncurrentDays: UNDELETE_DAYS }],
    },
  });
  new S3BucketObjectLockConfigurationA(stack, `${purpose}-lock`, {
    bucket: bucket.id,
    rule: { defaultRetention: { mode: 'COMPLIANCE', days: keptDays } },
  });
}

function defineArchiveKey(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  purpose: DataBucketPurpose,
  roles: readonly string[],
): KmsKey {
  const { account, region, clusterName } = location;
  return defineCustomerKey(stack, {
    platform,
    location,
    name: purpose,
    description: `${PURPOSES[purpose]} in ${clusterName}`,
    uses: [
      {
        // Roles by name: a key policy that lists them would keep the id of a role that was replaced.
        Sid: 'Archive',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: {
          StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` },
          ArnEquals: { 'aws:PrincipalArn': roles.map((role) => `arn:aws:iam::${account}:role/${role}`) },
        },
      },
    ],
  });
}
