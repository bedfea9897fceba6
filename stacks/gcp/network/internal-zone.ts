import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone/index.js';
import { internalDomain } from '../../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { internalZoneName } from '../location-names.js';

export interface InternalZoneProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** The location's own answer to the private names of the environment: Kafka and stores of this location, and nothing else. */
export function defineInternalZone(stack: PlatformStack, { platform, location, vpc }: InternalZoneProps): void {
  new DnsManagedZone(stack, 'internal-zone', {
    name: internalZoneName(location),
    description: `Private names of ${location.name}`,
    dnsName: `${internalDomain(platform.environment.domain)}.`,
    visibility: 'private',
    privateVisibilityConfig: { networks: [{ networkUrl: vpc.id }] },
  });
}
