import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { DnsPolicy } from '@cdktf/provider-google/lib/dns-policy/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

export interface DnsLoggingProps {
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** Logs every name that the network asks for. */
export function defineDnsLogging(stack: PlatformStack, { location, vpc }: DnsLoggingProps): void {
  new DnsPolicy(stack, 'dns-policy', {
    name: `${location.clusterName}-dns`,
    description: 'Logs every query; nobody outside of the network may ask its resolver',
    enableLogging: true,
    enableInboundForwarding: false,
    networks: [{ networkUrl: vpc.id }],
  });
}
