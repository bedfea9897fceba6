import type { Construct } from 'constructs';
import { kafkaServicesIn, topicsIn } from '../../../../services/definition/kafka-grants.js';
import { kafkaPort } from '../../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../../services/definition/platform.js';
import { defineGcpProvider } from '../../../gcp/gcp-provider.js';
import { PlatformStack } from '../../../platform-stack.js';
import { defineCredentials } from '../../credentials.js';
import { googleBootstrapHost } from './bootstrap-name.js';
import { allowConnection } from './client-access.js';
import { defineManagedTopic } from './managed-topic.js';
import { definePermissions } from './permissions.js';

export interface ManagedTopicsStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** Topics of a Google Cloud location, and what its services may do with them. */
export class ManagedTopicsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: ManagedTopicsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    for (const topic of topicsIn(platform, location)) defineManagedTopic(this, platform, location, topic);
    definePermissions(this, platform, location);
    const bootstrap = `${googleBootstrapHost(platform, location)}:${kafkaPort('native', 'gcp')}`;
    for (const service of kafkaServicesIn(platform, location)) {
      allowConnection(this, location, service);
      defineCredentials(this, location, service, { bootstrap, mechanism: 'OAUTHBEARER', identity: 'gcp' });
    }
  }
}
