import { ManagedKafkaTopic } from '@cdktf/provider-google/lib/managed-kafka-topic/index.js';
import { replicationFactor, topicSettings } from '../../../../services/definition/kafka-grants.js';
import { kafkaClusterName } from '../../../../services/definition/names.js';
import type { GcpLocation, Platform, Topic } from '../../../../services/definition/platform.js';
import type { PlatformStack } from '../../../platform-stack.js';
import { constructId } from '../../construct-id.js';

/** A declared topic. */
export function defineManagedTopic(
  stack: PlatformStack,
  platform: Platform,
  location: GcpLocation,
  topic: Topic,
): void {
  new ManagedKafkaTopic(stack, constructId('topic', topic.name), {
    project: location.project,
    location: location.region,
    cluster: kafkaClusterName(platform.environment.name, location.name),
    topicId: topic.name,
    partitionCount: topic.partitions,
    replicationFactor: replicationFactor(location),
    configs: { ...topicSettings(topic, location) },
    lifecycle: { preventDestroy: true },
  });
}
