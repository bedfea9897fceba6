import { ConfigConfigRule } from '@cdktf/provider-aws/lib/config-config-rule/index.js';
import { ConfigConfigurationRecorderStatus } from '@cdktf/provider-aws/lib/config-configuration-recorder-status/index.js';
import { ConfigConfigurationRecorder } from '@cdktf/provider-aws/lib/config-configuration-recorder/index.js';
import { ConfigDeliveryChannel } from '@cdktf/provider-aws/lib/config-delivery-channel/index.js';
import { IamServiceLinkedRole } from '@cdktf/provider-aws/lib/iam-service-linked-role/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { PolicyStatement } from '../policy-document.js';
import type { Archive } from './archive.js';
import { defineArchiveBucket } from './archive-bucket.js';
import { CONFIG_RULES } from './config-rules.js';

export interface ConfigurationHistoryProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly archive: Archive;
}

/** What every resource of the account looked like at any time, and whether it kept to the rules. */
export function defineConfigurationHistory(
  stack: PlatformStack,
  { platform, location, archive }: ConfigurationHistoryProps,
): void {
  const { bucket, policy } = defineArchiveBucket(stack, {
    location,
    archive,
    purpose: 'config',
    retention: platform.environment.retention,
    // AWS Config cannot deliver to a bucket with a default retention; versions and the other account protect it.
    locked: false,
    writers: (bucketArn) => writers(location, bucketArn),
  });
  const recording = new IamServiceLinkedRole(stack, 'config', { awsServiceName: 'config.amazonaws.com' });
  const recorder = new ConfigConfigurationRecorder(stack, 'recorder', {
    name: location.clusterName,
    roleArn: recording.arn,
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
  });
  const channel = new ConfigDeliveryChannel(stack, 'config-delivery', {
    name: location.clusterName,
    s3BucketName: bucket.id,
    s3KmsKeyArn: archive.key.arn,
    snapshotDeliveryProperties: { deliveryFrequency: 'TwentyFour_Hours' },
    dependsOn: [recorder, policy],
  });
  const started = new ConfigConfigurationRecorderStatus(stack, 'recording', {
    name: recorder.name,
    isEnabled: true,
    dependsOn: [channel],
  });
  for (const [name, { identifier, parameters }] of Object.entries(CONFIG_RULES))
    new ConfigConfigRule(stack, `config-${name}`, {
      name,
      source: { owner: 'AWS', sourceIdentifier: identifier },
      ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters) }),
      dependsOn: [started],
    });
}

function writers({ account }: AwsLocation, bucketArn: string): readonly PolicyStatement[] {
  const source = { 'aws:SourceAccount': account };
  return [
    {
      Sid: 'FindBucket',
      Effect: 'Allow',
      Principal: { Service: 'config.amazonaws.com' },
      Action: ['s3:GetBucketAcl', 's3:ListBucket'],
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: 'DeliverHistory',
      Effect: 'Allow',
      Principal: { Service: 'config.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucketArn}/AWSLogs/${account}/Config/*`,
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}
