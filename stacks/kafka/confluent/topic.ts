import { topicSettings } from '../../../services/definition/kafka-grants.js';
import type { Location, Topic } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { constructId } from '../construct-id.js';
import { ConfluentKafkaTopic } from './bindings/access-resources.js';
import type { ClusterAccess } from './cluster-access.js';

/** A declared topic; Confluent keeps three copies of every partition by itself. */
export function defineTopic(
  stack: PlatformStack,
  location: Location,
  topic: Topic,
  { onCluster }: ClusterAccess,
): void {
  new ConfluentKafkaTopic(stack, constructId('topic', topic.name), {
    ...onCluster,
    topicName: topic.name,
    partitionsCount: topic.partitions,
    config: topicSettings(topic, location),
    lifecycle: { preventDestroy: true },
  });
}
