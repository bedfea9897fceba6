import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import type { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { dataBucket, type DataBucketPurpose } from '../../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { belowFolder } from '../bucket-folder.js';
import { defineGrantedKey } from '../granted-key.js';
import { defineGuardedBucket } from '../guarded-bucket.js';
import { serviceMember } from '../in-location.js';

const SECONDS_PER_DAY = 86_400;

/** A window of recovery begins at a base backup, and there is one a day: the oldest is a day older than the window. */
const BASE_BACKUP_EVERY_DAYS = 1;

/** Deleted content can still be brought back for this long after its lock has ended. */
const UNDELETE_DAYS = 7;

export interface DatabaseArchivesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly services: readonly Service[];
  readonly ring: KmsKeyRing;
}

/**
 * Where the databases of a location archive what they recover from: one bucket for each purpose with a key of its own. Nobody shortens the
 * locked retention, owners included, so neither a thief of credentials nor a mistake ends the window of recovery.
 */
export function defineDatabaseArchives(stack: PlatformStack, props: DatabaseArchivesProps): void {
  const { location, services } = props;
  const archiving = services.filter((service) => service.data.postgres !== null);
  if (archiving.length === 0) return;
  const storage = new DataGoogleStorageProjectServiceAccount(stack, 'storage', { project: location.project });
  const keptDays = archiveDays(archiving);
  for (const purpose of ['backups', 'wal'] as const) {
    const bucket = defineArchive(stack, props, { purpose, keptDays, user: storage.member });
    for (const service of archiving) allowArchiving(stack, props, { purpose, service, bucket });
  }
}

/** The longest window of recovery that a service of the location asks for, with the base backup it begins at. */
export function archiveDays(services: readonly Service[]): number {
  const hours = services.flatMap(({ data }) => (data.postgres === null ? [] : [data.postgres.backup.pitrHours]));
  return Math.ceil(Math.max(...hours) / 24) + BASE_BACKUP_EVERY_DAYS;
}

interface Archive {
  readonly purpose: DataBucketPurpose;
  readonly keptDays: number;
  /** Cloud Storage's own account, which encrypts for whoever may write. */
  readonly user: string;
}

function defineArchive(
  stack: PlatformStack,
  { platform, location, ring }: DatabaseArchivesProps,
  { purpose, keptDays, user }: Archive,
): StorageBucket {
  return defineGuardedBucket(stack, {
    location,
    id: purpose,
    name: dataBucket(platform.environment.name, location.name, purpose),
    key: defineGrantedKey(stack, ring, purpose, user),
    undeleteDays: UNDELETE_DAYS,
    settings: {
      // Bills neither a minimum of days nor reading, which a recovery does at once and in full.
      autoclass: { enabled: true, terminalStorageClass: 'NEARLINE' },
      // Instead of versions, which Cloud Storage does not combine with a locked retention: nothing is overwritten at all.
      retentionPolicy: { isLocked: true, retentionPeriod: keptDays * SECONDS_PER_DAY },
      lifecycleRule: [{ action: { type: 'Delete' }, condition: { age: keptDays } }],
    },
  });
}

interface ArchivingService {
  readonly purpose: DataBucketPurpose;
  readonly service: Service;
  readonly bucket: StorageBucket;
}

/** Lets the account of a service archive below its own folder and list nothing else. */
function allowArchiving(
  stack: PlatformStack,
  { platform, location }: DatabaseArchivesProps,
  { purpose, service, bucket }: ArchivingService,
): void {
  new StorageBucketIamMember(stack, `${purpose}-${service.name}`, {
    bucket: bucket.name,
    role: 'roles/storage.objectUser',
    member: serviceMember(service, location),
    condition: belowFolder({
      title: `Own archives of ${service.name}`,
      bucketName: dataBucket(platform.environment.name, location.name, purpose),
      folder: service.name,
    }),
  });
}
