import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { archiveBucket, deliveryRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { awsOrganizationOf } from '../../organization.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey, type KeyOwner, type KeyUse } from '../customer-key.js';
import { defineOtherAccount } from '../other-account.js';

/** Where the evidence of a location is kept. */
export interface Archive {
  /** The organization's archive account; null where there is none and the location keeps its evidence itself. */
  readonly elsewhere: KeyOwner | null;
  readonly account: string;
  readonly key: KmsKey;
  /** `audit` or `config` → name of the bucket. */
  readonly bucketName: (purpose: 'audit' | 'config') => string;
}

export const trailName = (stack: PlatformStack): string => stack.planned.name;

/** `arn:aws:cloudtrail:us-east-1:111111111111:trail/production-use1-audit` */
export const trailArn = (stack: PlatformStack, { region, account }: AwsLocation): string =>
  `arn:aws:cloudtrail:${region}:${account}:trail/${trailName(stack)}`;

/**
 * The archive account of the organization and the key of what is kept there: neither bucket nor key can be reached with credentials of the
 * location, or whoever takes it over could destroy the evidence together with its key.
 */
export function defineArchive(stack: PlatformStack, platform: Platform, location: AwsLocation): Archive {
  const organization = awsOrganizationOf(platform, location);
  const environment = platform.environment.name;
  const elsewhere =
    organization === null
      ? null
      : {
          account: organization.archiveAccount,
          provider: defineOtherAccount(stack, {
            alias: 'archive',
            account: organization.archiveAccount,
            region: location.region,
            role: deliveryRole(environment, location.name, 'archive'),
          }),
        };
  const account = elsewhere === null ? location.account : elsewhere.account;
  const key = defineCustomerKey(stack, {
    platform,
    location,
    elsewhere,
    name: 'archive',
    description: `Audit trail and configuration history of ${location.clusterName}`,
    uses: [...writers(stack, location), readers(location, account)],
  });
  return { elsewhere, account, key, bucketName: (purpose) => archiveBucket(environment, location.name, purpose) };
}

function writers(stack: PlatformStack, location: AwsLocation): readonly KeyUse[] {
  const encrypt = ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'];
  return [
    {
      Sid: 'EncryptTrail',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: encrypt,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn(stack, location) } },
    },
    {
      Sid: 'EncryptConfigurationHistory',
      Effect: 'Allow',
      Principal: { Service: 'config.amazonaws.com' },
      Action: encrypt,
      Condition: { StringEquals: { 'aws:SourceAccount': location.account } },
    },
  ];
}

/** Auditors of the archive account read through S3, and only as far as their own permissions go. */
function readers({ region }: AwsLocation, account: string): KeyUse {
  return {
    Sid: 'ReadThroughStorage',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': `s3.${region}.amazonaws.com` } },
  };
}
