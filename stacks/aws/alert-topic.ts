import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target/index.js';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy/index.js';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription/index.js';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic/index.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import { securityContactOf } from '../organization.js';
import type { PlatformStack } from '../platform-stack.js';
import { defineCustomerKey } from './customer-key.js';
import { durableLifecycle } from './durable.js';
import { policyDocument } from './policy-document.js';

/** Events that people must hear of, in EventBridge's own vocabulary. */
export interface AlertRule {
  /** Names the rule inside of its stack. */
  readonly id: string;
  readonly description: string;
  readonly pattern: object;
}

export interface AlertTopicProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  /** Names the topic and its key inside of the stack. */
  readonly id: string;
  readonly description: string;
  readonly rules: readonly AlertRule[];
}

/** An encrypted topic that tells the security contact what the rules find among the events of the account. */
export function defineAlertTopic(stack: PlatformStack, props: AlertTopicProps): SnsTopic {
  const { platform, location, id, description, rules } = props;
  const key = defineCustomerKey(stack, {
    platform,
    location,
    name: id,
    description,
    // EventBridge names no source when it publishes to an encrypted topic; the topic's own policy does.
    uses: [
      {
        Sid: 'PublishEncrypted',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      },
    ],
  });
  const topic = new SnsTopic(stack, id, {
    name: `${stack.planned.name}-${id}`,
    kmsMasterKeyId: key.arn,
    lifecycle: durableLifecycle(location),
  });
  const published = rules.map((rule) => defineRule(stack, topic, rule));
  new SnsTopicPolicy(stack, `${id}-publishers`, {
    arn: topic.arn,
    policy: policyDocument([
      {
        Sid: 'PublishFromRules',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: topic.arn,
        Condition: { ArnEquals: { 'aws:SourceArn': published.map((rule) => rule.arn) } },
      },
    ]),
  });
  const contact = securityContactOf(platform, location);
  if (contact !== null)
    new SnsTopicSubscription(stack, `${id}-contact`, { topicArn: topic.arn, protocol: 'email', endpoint: contact });
  return topic;
}

function defineRule(
  stack: PlatformStack,
  topic: SnsTopic,
  { id, description, pattern }: AlertRule,
): CloudwatchEventRule {
  const rule = new CloudwatchEventRule(stack, `event-${id}`, {
    name: `${stack.planned.name}-${id}`,
    description,
    eventPattern: JSON.stringify(pattern),
  });
  new CloudwatchEventTarget(stack, `event-${id}-target`, { rule: rule.name, targetId: 'alert-topic', arn: topic.arn });
  return rule;
}
