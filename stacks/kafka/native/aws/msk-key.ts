import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import { defineCustomerKey, USE_KEY } from '../../../aws/customer-key.js';
import type { PlatformStack } from '../../../platform-stack.js';

/** The key of the brokers' disks: usable through MSK only, by whoever in the account may create its clusters. */
export function defineMskKey(stack: PlatformStack, platform: Platform, location: AwsLocation): KmsKey {
  const { account, region } = location;
  const throughMsk = { 'kms:CallerAccount': account, 'kms:ViaService': `kafka.${region}.amazonaws.com` };
  const principal = { AWS: `arn:aws:iam::${account}:root` };
  return defineCustomerKey(stack, {
    platform,
    location,
    name: 'kafka',
    description: `Disks of the Kafka brokers of ${location.name}`,
    uses: [
      {
        Sid: 'EncryptBrokers',
        Effect: 'Allow',
        Principal: principal,
        Action: USE_KEY,
        Condition: { StringEquals: throughMsk },
      },
      {
        Sid: 'GrantToBrokers',
        Effect: 'Allow',
        Principal: principal,
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringEquals: throughMsk },
      },
    ],
  });
}
