import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { ComputeRoute } from '@cdktf/provider-google/lib/compute-route/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { nodeTag } from '../location-names.js';

export interface RoutesProps {
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** The only way out of the network, for nodes alone; without public addresses it ends at the NAT. */
export function defineRoutes(stack: PlatformStack, { location, vpc }: RoutesProps): void {
  new ComputeRoute(stack, 'internet', {
    name: `${location.clusterName}-internet`,
    description: 'Nodes to the internet by NAT, and to the virtual addresses of Google APIs',
    network: vpc.id,
    destRange: '0.0.0.0/0',
    nextHopGateway: 'default-internet-gateway',
    priority: 1000,
    tags: [nodeTag(location)],
  });
}
