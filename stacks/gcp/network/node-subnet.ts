import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { nodeSubnetName, POD_RANGE, SERVICE_RANGE } from '../location-names.js';

export interface NodeSubnetProps {
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** The one subnet: nodes in its primary range, pods and cluster services in secondary ones; every flow is logged. */
export function defineNodeSubnet(stack: PlatformStack, { location, vpc }: NodeSubnetProps): ComputeSubnetwork {
  const { network, pods, services } = location.addresses;
  return new ComputeSubnetwork(stack, 'nodes', {
    name: nodeSubnetName(location),
    description: `Nodes, pods and services of ${location.clusterName}`,
    network: vpc.id,
    region: location.region,
    ipCidrRange: network,
    secondaryIpRange: [
      { rangeName: POD_RANGE, ipCidrRange: pods },
      { rangeName: SERVICE_RANGE, ipCidrRange: services },
    ],
    stackType: 'IPV4_ONLY',
    privateIpGoogleAccess: true,
    logConfig: {
      aggregationInterval: 'INTERVAL_1_MIN',
      // A sample would leave gaps in the evidence of who talked to whom.
      flowSampling: 1,
      metadata: 'INCLUDE_ALL_METADATA',
    },
    lifecycle: { preventDestroy: true },
  });
}
