import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { CI_ROLE_PREFIX } from '../../../services/definition/ci-names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { bucketArn } from '../bucket-fences.js';
import { defineCustomerKey } from '../customer-key.js';
import { defineGuardedBucket } from '../guarded-bucket.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';
import type { CiRoles } from './ci-roles.js';
import type { KeptStates } from './kept-states.js';

/** How long an overwritten state can be brought back. */
const HISTORY_DAYS = 365;

/** What would let a state be lost or read by others; only people change it. */
const WEAKENING = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:DeleteObjectVersion',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
];

export interface StateBucketProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly kept: KeptStates;
  readonly ci: CiRoles;
}

/** The bucket of a scope's states with its key; CI reads or writes states there and cannot weaken the bucket. */
export function defineStateBucket(stack: PlatformStack, props: StateBucketProps): void {
  const { location, kept, ci } = props;
  const { scope, state } = kept;
  const arn = bucketArn(state.bucket);
  const key = defineStateKey(stack, props);
  defineGuardedBucket(stack, {
    location,
    id: `${scope}-states`,
    bucketName: state.bucket,
    key,
    objectLock: false,
    statements: [
      {
        Sid: 'DenyCiToWeaken',
        Effect: 'Deny',
        Principal: '*',
        Action: WEAKENING,
        Resource: [arn, `${arn}/*`],
        Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${location.account}:role/${CI_ROLE_PREFIX}*` } },
      },
    ],
    ageing: { noncurrentVersionExpiration: [{ noncurrentDays: HISTORY_DAYS }] },
  });
  for (const purpose of ['plan', 'deploy'] as const) {
    new IamRolePolicy(stack, `${purpose}-${scope}-states`, {
      name: `${scope}-states`,
      role: ci[purpose].name,
      policy: policyDocument(stateAccess(kept, key)[purpose]),
    });
  }
}

function defineStateKey(stack: PlatformStack, { platform, location, kept, ci }: StateBucketProps): KmsKey {
  const { account, region } = location;
  const throughS3 = { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` };
  return defineCustomerKey(stack, {
    platform,
    location,
    name: `${kept.scope}-states`,
    alias: kept.state.kmsKeyAlias,
    description: `Terraform states of ${kept.folder}`,
    uses: [
      {
        Sid: 'ReadStates',
        Effect: 'Allow',
        Principal: { AWS: [ci.plan.arn, ci.deploy.arn] },
        Action: ['kms:Decrypt', 'kms:DescribeKey'],
        Condition: { StringEquals: throughS3 },
      },
      {
        Sid: 'WriteStates',
        Effect: 'Allow',
        Principal: { AWS: ci.deploy.arn },
        Action: 'kms:GenerateDataKey',
        Condition: { StringEquals: throughS3 },
      },
      {
        // Whoever bootstraps a location or repairs a state: people, and only through single sign-on.
        Sid: 'PeopleKeepStates',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
        Condition: {
          StringEquals: throughS3,
          ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*` },
        },
      },
    ],
  });
}

/** A plan only reads, so it takes no lock; a deployment writes states and makes and removes their lock files. */
function stateAccess(
  { state, folder }: KeptStates,
  key: KmsKey,
): Readonly<Record<keyof CiRoles, readonly PolicyStatement[]>> {
  const arn = bucketArn(state.bucket);
  const list: PolicyStatement = { Sid: 'ListStates', Effect: 'Allow', Action: 's3:ListBucket', Resource: arn };
  const states = `${arn}/${folder}/*/terraform.tfstate`;
  const decrypt = { Effect: 'Allow', Resource: key.arn } as const;
  return {
    plan: [
      list,
      { Sid: 'ReadStates', Effect: 'Allow', Action: 's3:GetObject', Resource: states },
      { ...decrypt, Sid: 'DecryptStates', Action: 'kms:Decrypt' },
    ],
    deploy: [
      list,
      { Sid: 'WriteStates', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: states },
      {
        Sid: 'LockStates',
        Effect: 'Allow',
        Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: `${states}.tflock`,
      },
      { ...decrypt, Sid: 'UseStateKey', Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
    ],
  };
}
