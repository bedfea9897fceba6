import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { LoggingProjectSink } from '@cdktf/provider-google/lib/logging-project-sink/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket/index.js';
import { archiveBucket } from '../../../services/definition/names.js';
import type { GcpLocation, GcpOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineGrantedKey, type GrantedKey } from '../granted-key.js';
import { AUDITED } from './audited-logs.js';

const SECONDS_PER_DAY = 86_400;

export interface ArchiveProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly organization: GcpOrganization;
}

/**
 * A second copy of the audit trail in the organization's archive project: nobody of the location's project can reach bucket or key, and
 * the locked retention lets nobody at all delete an object before its time.
 */
export function defineArchive(stack: PlatformStack, { platform, location, organization }: ArchiveProps): void {
  const { retention, name } = platform.environment;
  const key = defineArchiveKey(stack, location, organization);
  const bucket = new StorageBucket(stack, 'archive', {
    project: organization.archiveProject,
    name: archiveBucket(name, location.name, 'audit'),
    location: location.region,
    storageClass: 'STANDARD',
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: false,
    encryption: { defaultKmsKeyName: key.id },
    retentionPolicy: { isLocked: true, retentionPeriod: retention.auditLogsDays * SECONDS_PER_DAY },
    lifecycleRule: [
      {
        action: { type: 'SetStorageClass', storageClass: 'ARCHIVE' },
        condition: { age: retention.auditLogsHotDays },
      },
      { action: { type: 'Delete' }, condition: { age: retention.auditLogsDays + 1 } },
    ],
    labels: { ...stack.tags },
    dependsOn: [key.grant],
    lifecycle: { preventDestroy: true },
  });
  const sink = new LoggingProjectSink(stack, 'archive-sink', {
    project: location.project,
    name: 'archive',
    description: 'Copies the audit trail to the archive',
    destination: `storage.googleapis.com/${bucket.name}`,
    filter: AUDITED,
    uniqueWriterIdentity: true,
  });
  new StorageBucketIamMember(stack, 'archive-writer', {
    bucket: bucket.name,
    role: 'roles/storage.objectCreator',
    member: sink.writerIdentity,
  });
}

function defineArchiveKey(stack: PlatformStack, location: GcpLocation, organization: GcpOrganization): GrantedKey {
  const project = organization.archiveProject;
  const ring = new KmsKeyRing(stack, 'archive-keys', {
    project,
    name: location.clusterName,
    location: location.region,
    lifecycle: { preventDestroy: true },
  });
  const storage = new DataGoogleStorageProjectServiceAccount(stack, 'archive-storage', { project });
  return defineGrantedKey(stack, ring, 'archive', storage.member);
}
