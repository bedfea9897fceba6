import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../../services/definition/platform.js';
import { defineGcpProvider } from '../../../gcp/gcp-provider.js';
import { PlatformStack } from '../../../platform-stack.js';
import { defineBootstrapName } from './bootstrap-name.js';
import { defineManagedCluster } from './managed-cluster.js';
import { defineManagedKafkaKey } from './managed-kafka-key.js';

export interface ManagedKafkaStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** The Kafka of one Google Cloud location, run by Google. */
export class ManagedKafkaStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: ManagedKafkaStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const key = defineManagedKafkaKey(this, location);
    defineManagedCluster(this, { platform, location, key });
    defineBootstrapName(this, platform, location);
  }
}
