import { ManagedKafkaCluster } from '@cdktf/provider-google/lib/managed-kafka-cluster/index.js';
import { kafkaClusterName } from '../../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../../services/definition/platform.js';
import { nodeSubnetPath } from '../../../gcp/location-names.js';
import type { PlatformStack } from '../../../platform-stack.js';
import type { ManagedKafkaKey } from './managed-kafka-key.js';

const BYTES_PER_MIB = 1_048_576;

export interface ManagedClusterProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly key: ManagedKafkaKey;
}

/**
 * Brokers that Google spreads over three zones of the region, with addresses in the location's subnet. Google offers no
 * deletion protection for them, no plain text and no access without an identity.
 */
export function defineManagedCluster(stack: PlatformStack, { platform, location, key }: ManagedClusterProps): void {
  const { vcpu, memoryMib } = platform.environment.kafka.native.gcp;
  new ManagedKafkaCluster(stack, 'cluster', {
    project: location.project,
    location: location.region,
    clusterId: kafkaClusterName(platform.environment.name, location.name),
    capacityConfig: { vcpuCount: String(vcpu), memoryBytes: String(memoryMib * BYTES_PER_MIB) },
    gcpConfig: {
      accessConfig: { networkConfigs: [{ subnet: nodeSubnetPath(location) }] },
      kmsKey: key.id,
    },
    // New brokers get partitions at once; otherwise they would idle until somebody moves some.
    rebalanceConfig: { mode: 'AUTO_REBALANCE_ON_SCALE_UP' },
    labels: { ...stack.tags },
    dependsOn: [key.grant],
    lifecycle: { preventDestroy: true },
  });
}
