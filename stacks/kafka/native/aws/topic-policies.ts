import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { grantsIn, type KafkaGrant } from '../../../../services/definition/kafka-grants.js';
import type { AwsLocation, Platform, Service } from '../../../../services/definition/platform.js';
import { policyDocument, type PolicyStatement } from '../../../aws/policy-document.js';
import type { PlatformStack } from '../../../platform-stack.js';
import { kafkaArns } from './kafka-arns.js';

/** What MSK asks of whoever writes a topic, reads it, and reads it as a member of a group. */
const ACTIONS = {
  WriteTopics: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
  ReadTopics: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
  JoinGroups: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
} as const;

/** Lets the role that a service has in the location's cluster use the declared topics and groups, and nothing else. */
export function allowDeclaredTopics(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  service: Service,
): void {
  const role = service.derived.cloudIdentity[location.name];
  if (role === undefined) throw new RangeError(`${service.name} has no role in ${location.name}`);
  const arns = kafkaArns(platform, location);
  const own = grantsIn(platform, location).filter((grant) => grant.service === service.name);
  const named = (resource: KafkaGrant['resource'], operation: KafkaGrant['operation']): readonly string[] =>
    own.filter((grant) => grant.resource === resource && grant.operation === operation).map(({ name }) => name);
  const written = named('topic', 'WRITE').map(arns.topic);
  new IamRolePolicy(stack, `topics-${service.name}`, {
    name: 'use-declared-topics',
    role,
    policy: policyDocument([
      allow('Connect', ['kafka-cluster:Connect'], [arns.cluster]),
      // Producers number their records, so that a repetition is not written twice.
      ...(written.length === 0 ? [] : [allow('WriteOnce', ['kafka-cluster:WriteDataIdempotently'], [arns.cluster])]),
      ...allowAny('WriteTopics', written),
      ...allowAny('ReadTopics', named('topic', 'READ').map(arns.topic)),
      ...allowAny('JoinGroups', named('group', 'READ').map(arns.group)),
    ]),
  });
}

/** No statement where there is nothing to allow: a list of resources must not be empty. */
const allowAny = (sid: keyof typeof ACTIONS, resources: readonly string[]): readonly PolicyStatement[] =>
  resources.length === 0 ? [] : [allow(sid, ACTIONS[sid], resources)];

const allow = (sid: string, actions: readonly string[], resources: readonly string[]): PolicyStatement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});
