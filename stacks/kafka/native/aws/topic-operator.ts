import { EksPodIdentityAssociation } from '@cdktf/provider-aws/lib/eks-pod-identity-association/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { topicsIn } from '../../../../services/definition/kafka-grants.js';
import { cloudIdentity, KAFKA_OPERATOR, STREAMING_NAMESPACE } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import { podIdentityTrust } from '../../../aws/cluster/pod-identity.js';
import { policyDocument } from '../../../aws/policy-document.js';
import type { PlatformStack } from '../../../platform-stack.js';
import { kafkaArns } from './kafka-arns.js';

/** Creates a topic and keeps its settings as declared. It can neither read, nor write, nor delete. */
const MANAGE_TOPICS = [
  'kafka-cluster:AlterTopic',
  'kafka-cluster:AlterTopicDynamicConfiguration',
  'kafka-cluster:CreateTopic',
  'kafka-cluster:DescribeTopic',
  'kafka-cluster:DescribeTopicDynamicConfiguration',
];

/** The identity of the operator inside of the cluster that makes the declared topics, and only those. */
export function defineTopicOperator(stack: PlatformStack, platform: Platform, location: AwsLocation): void {
  const account = { namespace: STREAMING_NAMESPACE, name: KAFKA_OPERATOR };
  const role = new IamRole(stack, 'operator', {
    name: cloudIdentity(platform.environment.name, KAFKA_OPERATOR, location.name),
    description: `Creates the topics of ${location.name}`,
    assumeRolePolicy: policyDocument([podIdentityTrust(location, account)]),
  });
  new EksPodIdentityAssociation(stack, 'operator-pods', {
    clusterName: location.clusterName,
    namespace: account.namespace,
    serviceAccount: account.name,
    roleArn: role.arn,
  });
  const arns = kafkaArns(platform, location);
  const topics = topicsIn(platform, location).map(({ name }) => arns.topic(name));
  new IamRolePolicy(stack, 'operator-topics', {
    name: 'manage-declared-topics',
    role: role.name,
    policy: policyDocument([
      {
        Sid: 'Connect',
        Effect: 'Allow',
        Action: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'],
        Resource: arns.cluster,
      },
      // A list of resources must not be empty.
      ...(topics.length === 0
        ? []
        : [{ Sid: 'ManageTopics', Effect: 'Allow' as const, Action: MANAGE_TOPICS, Resource: topics }]),
    ]),
  });
}
