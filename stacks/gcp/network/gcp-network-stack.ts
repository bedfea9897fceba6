import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineDnsLogging } from './dns-logging.js';
import { defineFirewall } from './firewall.js';
import { defineGoogleApis } from './google-apis.js';
import { defineInternalZone } from './internal-zone.js';
import { defineNat } from './nat.js';
import { defineNodeSubnet } from './node-subnet.js';
import { defineRoutes } from './routes.js';
import { defineVpc } from './vpc.js';

export interface GcpNetworkStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** The network of one Google Cloud location: nodes without public addresses, one way in and one way out. */
export class GcpNetworkStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpNetworkStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);

    const vpc = defineVpc(this, location);
    const subnet = defineNodeSubnet(this, { location, vpc });
    defineRoutes(this, { location, vpc });
    defineNat(this, { location, vpc, subnet });
    defineFirewall(this, { platform, location, vpc });
    defineGoogleApis(this, { platform, location, vpc });
    defineInternalZone(this, { platform, location, vpc });
    defineDnsLogging(this, { location, vpc });
  }
}
