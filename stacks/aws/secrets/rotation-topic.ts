import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey } from '../customer-key.js';
import { policyDocument, serviceTrust } from '../policy-document.js';

export interface RotationTopic {
  readonly topic: SnsTopic;
  /** With which the calendar publishes. */
  readonly caller: IamRole;
}

/** Where the calendar says that a secret is due, and the role with which it says so. */
export function defineRotationTopic(stack: PlatformStack, platform: Platform, location: AwsLocation): RotationTopic {
  const { account, region } = location;
  const caller = new IamRole(stack, 'rotation-calendar', {
    name: `${stack.planned.name}-calendar`,
    description: `Reminds of secrets that are due in ${location.clusterName}`,
    assumeRolePolicy: serviceTrust('scheduler.amazonaws.com', account, {
      ArnEquals: { 'aws:SourceArn': `arn:aws:scheduler:${region}:${account}:schedule-group/${stack.planned.name}` },
    }),
  });
  const key = defineReminderKey(stack, platform, location, caller);
  const topic = new SnsTopic(stack, 'rotation-due', {
    name: `${stack.planned.name}-rotation-due`,
    displayName: `Secrets due in ${location.clusterName}`,
    kmsMasterKeyId: key.arn,
    policy: policyDocument([
      {
        Sid: 'PublishReminders',
        Effect: 'Allow',
        Principal: { AWS: caller.arn },
        Action: 'sns:Publish',
        Resource: `arn:aws:sns:${region}:${account}:${stack.planned.name}-rotation-due`,
      },
    ]),
  });
  new IamRolePolicy(stack, 'rotation-reminding', {
    name: 'publish-reminders',
    role: caller.name,
    policy: policyDocument([
      { Sid: 'PublishReminders', Effect: 'Allow', Action: 'sns:Publish', Resource: topic.arn },
      { Sid: 'EncryptReminders', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: key.arn },
    ]),
  });
  const { edge } = platform.environment;
  // An environment without a public edge has nobody on call.
  if (edge !== null) {
    new SnsTopicSubscription(stack, 'rotation-on-call', {
      topicArn: topic.arn,
      protocol: 'email',
      endpoint: edge.notify,
    });
  }
  return { topic, caller };
}

function defineReminderKey(stack: PlatformStack, platform: Platform, location: AwsLocation, caller: IamRole): KmsKey {
  return defineCustomerKey(stack, {
    platform,
    location,
    name: 'reminders',
    description: `Reminders of secrets that are due in ${location.clusterName}`,
    uses: [
      {
        Sid: 'PublishReminders',
        Effect: 'Allow',
        Principal: { AWS: caller.arn },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: { StringEquals: { 'kms:ViaService': `sns.${location.region}.amazonaws.com` } },
      },
    ],
  });
}
