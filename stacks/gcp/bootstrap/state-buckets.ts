import { DataGoogleStorageProjectServiceAccount } from '@cdktf/provider-google/lib/data-google-storage-project-service-account/index.js';
import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member/index.js';
import type { CiPurpose } from '../../../services/definition/ci-names.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { belowFolder } from '../bucket-folder.js';
import { defineGrantedKey } from '../granted-key.js';
import { defineGuardedBucket } from '../guarded-bucket.js';
import type { CiAccounts } from './ci-accounts.js';
import type { EnabledApis } from './enabled-apis.js';
import type { KeptStates } from './kept-states.js';

/** How long an overwritten state can be brought back. */
const HISTORY_DAYS = 365;
/** Versions that stay however old they are: a stack that nobody touches for years must not lose its history. */
const KEPT_VERSIONS = 20;
/** Longest that Cloud Storage allows: deleted states, and a deleted lock file, come back. */
const UNDELETE_DAYS = 90;

/** A plan only reads, so it takes no lock; a deployment writes states and makes and removes their lock files. */
const STATE_ROLES: Readonly<Record<CiPurpose, string>> = {
  plan: 'roles/storage.objectViewer',
  deploy: 'roles/storage.objectUser',
};

export interface StateBucketsProps {
  readonly location: GcpLocation;
  readonly kept: readonly KeptStates[];
  readonly ci: CiAccounts;
  readonly apis: EnabledApis;
}

/** A bucket for the states of each scope with a key of its own; CI reads or writes below the folder of the scope only. */
export function defineStateBuckets(stack: PlatformStack, { location, kept, ci, apis }: StateBucketsProps): void {
  if (kept.length === 0) return;
  const ring = new KmsKeyRing(stack, 'keys', {
    name: `${location.clusterName}-states`,
    location: location.region,
    dependsOn: [apis.cloudkms],
    lifecycle: { preventDestroy: true },
  });
  const storage = new DataGoogleStorageProjectServiceAccount(stack, 'storage', {
    project: location.project,
    dependsOn: [apis.storage],
  });
  for (const { scope, state, folder } of kept) {
    const key = defineGrantedKey(stack, ring, `${scope}-states`, storage.member);
    const bucket = defineGuardedBucket(stack, {
      location,
      id: `${scope}-states`,
      name: state.bucket,
      key,
      undeleteDays: UNDELETE_DAYS,
      settings: {
        versioning: { enabled: true },
        lifecycleRule: [
          {
            action: { type: 'Delete' },
            condition: { daysSinceNoncurrentTime: HISTORY_DAYS, numNewerVersions: KEPT_VERSIONS },
          },
        ],
      },
    });
    for (const purpose of ['plan', 'deploy'] as const) {
      new StorageBucketIamMember(stack, `${purpose}-${scope}-states`, {
        bucket: bucket.name,
        role: STATE_ROLES[purpose],
        member: ci[purpose].member,
        condition: belowFolder({ title: `States of ${scope}`, bucketName: state.bucket, folder }),
      });
    }
  }
}
