import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { archivingInBoth, readersOf } from '../../../services/definition/archive-readers.js';
import { archiveReaderRole, dataBucket, type DataBucketPurpose } from '../../../services/definition/names.js';
import type { AwsLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey, type KeyUse } from '../customer-key.js';
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
  const readers = foreignReaders(platform, location);
  const keptDays = archiveDays(archiving);
  const archives = (['backups', 'wal'] as const).map((purpose) => {
    const key = defineArchiveKey(stack, { platform, location, purpose, roles, readers });
    const bucketName = dataBucket(platform.environment.name, location.name, purpose);
    defineArchive(stack, { location, purpose, bucketName, key, keptDays, roles: [...roles, ...readers] });
    return { bucketName, key };
  });
  for (const service of archiving) allowArchiving(stack, location, service, archives);
}

/** The longest window of recovery that a service of the location asks for, with the base backup it begins at. */
export function archiveDays(services: readonly Service[]): number {
  const hours = services.flatMap(({ data }) => (data.postgres === null ? [] : [data.postgres.backup.pitrHours]));
  return Math.ceil(Math.max(...hours) / 24) + BASE_BACKUP_EVERY_DAYS;
}

/** Names of the roles in which services of the other cloud read what their own databases archived here. */
function foreignReaders({ environment, locations, services }: Platform, { name }: AwsLocation): readonly string[] {
  return readersOf(locations, name).flatMap((reader) =>
    archivingInBoth(services, name, reader.name).map((service) =>
      archiveReaderRole(environment.name, name, service.name, reader.name),
    ),
  );
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

interface ArchiveKeyProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly purpose: DataBucketPurpose;
  /** Names of the roles that write and read, and of those that only read. */
  readonly roles: readonly string[];
  readonly readers: readonly string[];
}

function defineArchiveKey(stack: PlatformStack, props: ArchiveKeyProps): KmsKey {
  const { platform, location, purpose, roles, readers } = props;
  const { clusterName } = location;
  return defineCustomerKey(stack, {
    platform,
    location,
    name: purpose,
    description: `${PURPOSES[purpose]} in ${clusterName}`,
    uses: [
      // Roles by name: a key policy that lists them would keep the id of a role that was replaced.
      useThroughS3('Archive', location, ['kms:Decrypt', 'kms:GenerateDataKey'], roles),
      ...(readers.length === 0 ? [] : [useThroughS3('ReadArchives', location, ['kms:Decrypt'], readers)]),
    ],
  });
}

function useThroughS3(
  sid: string,
  { account, region }: AwsLocation,
  actions: readonly string[],
  roles: readonly string[],
): KeyUse {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: actions,
    Condition: {
      StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` },
      ArnEquals: { 'aws:PrincipalArn': roles.map((role) => `arn:aws:iam::${account}:role/${role}`) },
    },
  };
}
