import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { networkName } from '../location-names.js';

/** The location's own network. It ends at the region, as the location's failure domain does. */
export function defineVpc(stack: PlatformStack, location: GcpLocation): ComputeNetwork {
  return new ComputeNetwork(stack, 'network', {
    name: networkName(location),
    description: `Network of ${location.name}; every subnet and route is written out`,
    autoCreateSubnetworks: false,
    deleteDefaultRoutesOnCreate: true,
    routingMode: 'REGIONAL',
    mtu: 1460,
    lifecycle: { preventDestroy: true },
  });
}
