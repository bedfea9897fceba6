import { kafkaClusterName } from '../../../services/definition/names.js';
import type { Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ConfluentKafkaCluster } from './bindings/cluster-resources.js';
import { CONFLUENT_CLOUD, type ConfluentConnection } from './confluent-network.js';

/**
 * A dedicated cluster over three zones. Confluent refuses to delete it, whoever asks; `prevent_destroy` alone vanishes
 * together with the construct.
 */
export function defineConfluentCluster(
  stack: PlatformStack,
  platform: Platform,
  location: Location,
  { environment, network }: ConfluentConnection,
): void {
  new ConfluentKafkaCluster(stack, 'cluster', {
    displayName: kafkaClusterName(platform.environment.name, location.name),
    availability: 'MULTI_ZONE',
    cloud: CONFLUENT_CLOUD[location.cloud],
    region: location.region,
    dedicated: { cku: platform.environment.kafka.confluent.cku },
    deletionProtection: true,
    environment: { id: environment.id },
    network: { id: network.id },
    lifecycle: { preventDestroy: true },
  });
}
