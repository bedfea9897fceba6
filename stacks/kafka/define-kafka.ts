import type { Construct } from 'constructs';
import type { AwsLocation, GcpLocation, Platform } from '../../services/definition/platform.js';
import type { AwsNetworkStack } from '../aws/network/aws-network-stack.js';
import { ConfluentKafkaStack } from './confluent/confluent-kafka-stack.js';
import { ConfluentTopicsStack } from './confluent/confluent-topics-stack.js';
import { MskStack } from './native/aws/msk-stack.js';
import { MskTopicsStack } from './native/aws/msk-topics-stack.js';
import { ManagedKafkaStack } from './native/gcp/managed-kafka-stack.js';
import { ManagedTopicsStack } from './native/gcp/managed-topics-stack.js';

/** Names of the two stacks of a location. */
export interface KafkaStackNames {
  readonly kafka: string;
  readonly topics: string;
}

/** Kafka and topics of an AWS location, by whichever driver the environment names. */
export function defineAwsKafka(
  scope: Construct,
  names: KafkaStackNames,
  props: { readonly platform: Platform; readonly location: AwsLocation; readonly network: AwsNetworkStack },
): void {
  const { platform, location } = props;
  if (platform.environment.kafka.driver === 'confluent') {
    new ConfluentKafkaStack(scope, names.kafka, props);
    new ConfluentTopicsStack(scope, names.topics, { platform, location });
  } else {
    new MskStack(scope, names.kafka, props);
    new MskTopicsStack(scope, names.topics, { platform, location });
  }
}

/** Kafka and topics of a Google Cloud location, by whichever driver the environment names. */
export function defineGcpKafka(
  scope: Construct,
  names: KafkaStackNames,
  props: { readonly platform: Platform; readonly location: GcpLocation },
): void {
  if (props.platform.environment.kafka.driver === 'confluent') {
    new ConfluentKafkaStack(scope, names.kafka, props);
    new ConfluentTopicsStack(scope, names.topics, props);
  } else {
    new ManagedKafkaStack(scope, names.kafka, props);
    new ManagedTopicsStack(scope, names.topics, props);
  }
}
