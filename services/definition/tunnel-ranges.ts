import { cidrSubnet } from './subnets.js';

/** Link-local addresses for the insides of tunnels, clear of those AWS keeps for itself (169.254.0.0 to 5.255 and 169.252). */
const TUNNELS = '169.254.64.0/18';
const PREFIX = 18;
const BLOCK_PREFIX = 28;
/** Five bits for each end: 1,024 blocks of four tunnels. */
const NUMBERS_PER_END = 32;
const TUNNELS_PER_BLOCK_BITS = 2;

/** What decides about the inside addresses of a link: the BGP numbers of its ends, which never change. */
export interface TunnelEnds {
  readonly aws: { readonly asn: number };
  readonly gcp: { readonly asn: number };
}

/**
 * The /28 of a link: block `32 · (AWS number mod 32) + (Google number mod 32)`. A new link renumbers no other one, and two locations share
 * a block only when their numbers differ by a multiple of 32, which is refused.
 */
export function tunnelBlock({ aws, gcp }: TunnelEnds): string {
  const block = (aws.asn % NUMBERS_PER_END) * NUMBERS_PER_END + (gcp.asn % NUMBERS_PER_END);
  return cidrSubnet(TUNNELS, BLOCK_PREFIX - PREFIX, block);
}

/** The inside of one of the four tunnels: a /30 whose first address is AWS's and whose second is Google's. */
export interface TunnelRange {
  readonly cidr: string;
  readonly awsAddress: string;
  readonly gcpAddress: string;
}

/** The inside of tunnel `ordinal`, 0 to 3. */
export function tunnelRange(ends: TunnelEnds, ordinal: 0 | 1 | 2 | 3): TunnelRange {
  const cidr = cidrSubnet(tunnelBlock(ends), TUNNELS_PER_BLOCK_BITS, ordinal);
  return { cidr, awsAddress: hostOf(cidr, 1), gcpAddress: hostOf(cidr, 2) };
}

/** Address `ordinal` of a /30. */
function hostOf(cidr: string, ordinal: 0 | 1 | 2 | 3): string {
  const [address = ''] = cidrSubnet(cidr, 2, ordinal).split('/');
  return address;
}
