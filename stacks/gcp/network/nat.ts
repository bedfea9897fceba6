import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address/index.js';
import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat/index.js';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router/index.js';
import type { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { maxNodes, POD_RANGE } from '../location-names.js';

/** Ports of one NAT address: 64 Ki without the 1,024 privileged ones. */
const PORTS_PER_ADDRESS = 64_512;
/** Guaranteed to each node, and the most one may take; powers of two, as dynamic allocation requires. */
const MIN_PORTS_PER_NODE = 2_048;
const MAX_PORTS_PER_NODE = 32_768;

export interface NatProps {
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
  readonly subnet: ComputeSubnetwork;
}

/** Outgoing traffic of nodes and pods, from addresses that third parties can allow-list. */
export function defineNat(stack: PlatformStack, { location, vpc, subnet }: NatProps): void {
  const { clusterName, region } = location;
  const router = new ComputeRouter(stack, 'router', {
    name: `${clusterName}-router`,
    // It speaks no BGP: each link has a router of its own, so a link's change never touches the way out.
    description: `NAT of ${location.name}`,
    network: vpc.id,
    region,
  });
  const addresses = natAddressNames(location).map((name) => defineNatAddress(stack, location, name));
  new ComputeRouterNat(stack, 'nat', {
    name: `${clusterName}-nat`,
    router: router.name,
    region,
    natIpAllocateOption: 'MANUAL_ONLY',
    natIps: addresses.map((address) => address.selfLink),
    sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
    subnetwork: [
      {
        name: subnet.id,
        sourceIpRangesToNat: ['PRIMARY_IP_RANGE', 'LIST_OF_SECONDARY_IP_RANGES'],
        secondaryIpRangeNames: [POD_RANGE],
      },
    ],
    enableDynamicPortAllocation: true,
    enableEndpointIndependentMapping: false,
    minPortsPerVm: MIN_PORTS_PER_NODE,
    maxPortsPerVm: MAX_PORTS_PER_NODE,
    logConfig: { enable: true, filter: 'ALL' },
  });
}

/** Enough addresses for the guaranteed ports of every node at full scale, and one to drain while another is replaced. */
export function natAddressNames(location: GcpLocation): string[] {
  const needed = Math.ceil((maxNodes(location) * MIN_PORTS_PER_NODE) / PORTS_PER_ADDRESS);
  return Array.from({ length: needed + 1 }, (_, ordinal) => `nat-${ordinal + 1}`);
}

function defineNatAddress(stack: PlatformStack, { clusterName, region }: GcpLocation, name: string): ComputeAddress {
  return new ComputeAddress(stack, name, {
    name: `${clusterName}-${name}`,
    description: 'Source address that third parties allow-list',
    addressType: 'EXTERNAL',
    networkTier: 'PREMIUM',
    region,
    lifecycle: { preventDestroy: true },
  });
}
