import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { defineAddressSpace } from './address-space.js';
import { closeDefaults } from './closed-defaults.js';
import { defineFlowLogs } from './flow-logs.js';
import { defineInternalZone } from './internal-zone.js';
import { publishNetwork } from './network-outputs.js';
import { definePeeringRole } from './peering-role.js';
import { defineRoutes } from './routes.js';
import { defineServiceEndpoints } from './service-endpoints.js';
import { defineTransit } from './transit.js';

export interface AwsNetworkStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** The network of an AWS location: its addresses, its ways out and to its peers, and the record of what passes. */
export class AwsNetworkStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsNetworkStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const space = defineAddressSpace(this, location);
    const routed = defineRoutes(this, space);
    defineServiceEndpoints(this, location, space, routed);
    defineTransit(this, { platform, location, space, routed });
    definePeeringRole(this, platform, location);
    closeDefaults(this, location, space);
    defineFlowLogs(this, platform, location, space);
    const zone = defineInternalZone(this, platform, space);
    publishNetwork(this, space, zone);
  }
}
