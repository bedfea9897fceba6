import type { LocationDefinition } from '../../environments/schema.js';
import type { Subnet } from './platform.js';

/**
 * The subnets of a location, derived from its address plan and zones.
 *
 * AWS: each zone gets a quarter of `pods` as its private subnet (nodes and pods), and a sixteenth of `network` as its
 * public and as its isolated subnet; the rest of `network` stays free. Google Cloud: one regional subnet of nodes.
 */
export function deriveSubnets(location: LocationDefinition): Subnet[] {
  const { addresses, zones, cloud, region } = location;
  if (cloud === 'gcp') return [{ name: 'nodes', tier: 'nodes', zone: region, cidr: addresses.network }];
  const tiers = [
    { tier: 'public', from: addresses.network, newBits: 4, offset: 0 },
    { tier: 'private', from: addresses.pods, newBits: 2, offset: 0 },
    { tier: 'isolated', from: addresses.network, newBits: 4, offset: 8 },
  ] as const;
  return tiers.flatMap(({ tier, from, newBits, offset }) =>
    zones.map((zone, index) => ({
      name: `${tier}-${zone}`,
      tier,
      zone,
      cidr: cidrSubnet(from, newBits, offset + index),
    })),
  );
}

/** Terraform's `cidrsubnet`: part `index` of a range whose prefix grows by `newBits`. */
export function cidrSubnet(cidr: string, newBits: number, index: number): string {
  const [address = '', prefix = ''] = cidr.split('/');
  const length = Number(prefix) + newBits;
  const base = address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
  const start = base + index * 2 ** (32 - length);
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join('.')}/${length}`;
}
