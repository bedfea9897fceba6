import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import type { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { dataBucket, type DataBucketPurpose } from '../../../services/definition/names.js';
import type { GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineGrantedKey } from '../granted-key.js';
import { serviceMember } from '../in-location.js';

const SECONDS_PER_DAY = 86_400;
const HOURS_PER_DAY = 24;
const PURPOSES: readonly DataBucketPurpose[] = ['backups', 'wal'];

export interface DatabaseArchivesProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly services: readonly Service[];
  readonly ring: KmsKeyRing;
}

/**
 * A bucket for base backups and one for the write-ahead log, each under its own key. The locked retention lets nobody delete an object
 * before the longest window of recovery and a base backup have passed.
 */
export function defineDatabaseArchives(stack: PlatformStack, props: DatabaseArchivesProps): void {
  const { platform, location, services, ring } = props;
  const archiving = services.filter(({ data }) => data.postgres !== null);
  if (archiving.length === 0) return;
  const storage = new DataGoogleStorageProjectServiceAccount(stack, 'storage', { project: location.project });
  for (const purpose of PURPOSES) {
    const key = defineGrantedKey(stack, ring, purpose, storage.member);
    const days = retentionDays(archiving);
    const bucket = new StorageBucket(stack, purpose, {
      name: dataBucket(platform.environment.name, location.name, purpose),
      location: location.region,
      storageClass: 'STANDARD',
      uniformBucketLevelAccess: true,
      publicAccessPrevention: 'enforced',
      forceDestroy: false,
      encryption: { defaultKmsKeyName: key.id },
      retentionPolicy: { isLocked: true, retentionPeriod: days * SECONDS_PER_DAY },
      lifecycleRule: [{ action: { type: 'Delete' }, condition: { age: days + 1 } }],
      labels: { ...stack.tags },
      dependsOn: [key.grant],
      lifecycle: { preventDestroy: true },
    });
    for (const service of archiving) allowArchiving(stack, location, service, bucket, purpose);
  }
}

/** As long as the longest window, and a day so that its first base backup is still there. */
const retentionDays = (archiving: readonly Service[]): number =>
  Math.max(...archiving.map(({ data }) => data.postgres?.backup.pitrHours ?? 0)) / HOURS_PER_DAY + 1;

/** A service archives and restores below its own folder. */
function allowArchiving(
  stack: PlatformStack,
  location: GcpLocation,
  service: Service,
  bucket: StorageBucket,
  purpose: DataBucketPurpose,
): void {
  const name = bucket.nameInput;
  for (const role of ['objectCreator', 'objectViewer'] as const) {
    new StorageBucketIamMember(stack, `${service.name}-${purpose}-${role === 'objectCreator' ? 'writes' : 'reads'}`, {
      bucket: bucket.name,
      role: `roles/storage.${role}`,
      member: serviceMember(service, location),
      condition: {
        title: `Own archives of ${service.name}`,
        description: 'Objects below the folder of the service, and lists of them',
        expression: [
          `resource.name.startsWith("projects/_/buckets/${name}/objects/${service.name}/")`,
          `api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("${service.name}/")`,
        ].join(' || '),
      },
    });
  }
}
