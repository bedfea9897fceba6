import type { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import { dataBucket, identityIn } from '../../../services/definition/names.js';
import type { AwsLocation, GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { belowFolder } from '../bucket-folder.js';
import { ROLE_ATTRIBUTE } from './foreign-account.js';

export interface ArchiveReaderProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  /** Where the service reads from. */
  readonly reader: AwsLocation;
  readonly service: Service;
  readonly pool: IamWorkloadIdentityPool;
  readonly projectNumber: string;
}

/** Lets one role of one foreign account read what its own service's databases archive here; it writes nothing and reads nobody else's. */
export function defineArchiveReader(stack: PlatformStack, props: ArchiveReaderProps): void {
  const { platform, location, reader, service, pool, projectNumber } = props;
  const role = identityIn(service.derived.cloudIdentity, reader.name);
  const identities = `projects/${projectNumber}/locations/global/workloadIdentityPools/${pool.workloadIdentityPoolId}`;
  for (const purpose of ['backups', 'wal'] as const) {
    const bucket = dataBucket(platform.environment.name, location.name, purpose);
    new StorageBucketIamMember(stack, `${service.name}-from-${reader.name}-${purpose}`, {
      bucket,
      role: 'roles/storage.objectViewer',
      member: `principalSet://iam.googleapis.com/${identities}/attribute.${ROLE_ATTRIBUTE}/${role}`,
      condition: belowFolder({ title: `Own archives of ${service.name}`, bucketName: bucket, folder: service.name }),
    });
  }
}
