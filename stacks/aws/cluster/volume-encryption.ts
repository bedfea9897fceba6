import { EbsDefaultKmsKey } from '@cdktf/provider-aws/lib/ebs-default-kms-key/index.js';
import { EbsEncryptionByDefault } from '@cdktf/provider-aws/lib/ebs-encryption-by-default/index.js';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role/index.js';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey, USE_KEY, type KeyUse } from '../customer-key.js';

/** One key for the disks of nodes and pods, which every volume in the location's account gets, asked for or not. */
export function defineVolumeEncryption(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  volumeDriver: IamRole,
): KmsKey {
  // A key policy accepts only principals that exist, and Auto Scaling makes its role with the first group of an account.
  const autoScaling = new IamServiceLinkedRole(stack, 'auto-scaling', { awsServiceName: 'autoscaling.amazonaws.com' });
  const key = defineCustomerKey(stack, {
    platform,
    location,
    name: 'volumes',
    description: `Disks of nodes and pods in ${location.clusterName}`,
    uses: [...attachVolumes('AutoScaling', autoScaling.arn), ...attachVolumes('VolumeDriver', volumeDriver.arn)],
  });
  new EbsDefaultKmsKey(stack, 'default-volume-key', { keyArn: key.arn });
  new EbsEncryptionByDefault(stack, 'volumes-encrypted', { enabled: true });
  return key;
}

/** Creates encrypted volumes and lets EC2 hold on to the key while they are attached. */
function attachVolumes(who: string, principal: string): readonly KeyUse[] {
  return [
    { Sid: `${who}Uses`, Effect: 'Allow', Principal: { AWS: principal }, Action: USE_KEY },
    {
      Sid: `${who}Grants`,
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
