import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { ClusterKeys } from './cluster-keys.js';

export interface ClusterEventsProps {
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
}

/** Where GKE announces upgrades and security bulletins; messages stay in the location's region. */
export function defineClusterEvents(stack: PlatformStack, { location, keys }: ClusterEventsProps): PubsubTopic {
  return new PubsubTopic(stack, 'events', {
    name: `${location.clusterName}-events`,
    kmsKeyName: keys.events.id,
    messageStoragePolicy: { allowedPersistenceRegions: [location.region], enforceInTransit: true },
    dependsOn: [keys.events.grant],
  });
}
