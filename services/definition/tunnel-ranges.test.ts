import { describe, expect, it } from 'vitest';
import { parseNetwork, overlaps } from './checks/network.js';
import { tunnelBlock, tunnelRange } from './tunnel-ranges.js';

const ORDINALS = [0, 1, 2, 3] as const;
const ends = (aws: number, gcp: number) => ({ aws: { asn: aws }, gcp: { asn: gcp } });

/** AWS user guide, "Tunnel options for your VPN connection"; the metadata servers of both clouds are in the last one. */
const RESERVED = ['0.0', '1.0', '2.0', '3.0', '4.0', '5.0', '169.252'].map((end) => network(`169.254.${end}/30`));

function network(cidr: string) {
  const parsed = parseNetwork(cidr);
  if (parsed === undefined) throw new RangeError(cidr);
  return parsed;
}

describe('the inside addresses of a link', () => {
  it('follow from the numbers of its ends', () => {
    expect(tunnelBlock(ends(64_512, 64_514))).toBe('169.254.64.32/28');
    expect(tunnelRange(ends(64_512, 64_514), 3)).toEqual({
      cidr: '169.254.64.44/30',
      awsAddress: '169.254.64.45',
      gcpAddress: '169.254.64.46',
    });
    expect(tunnelBlock(ends(64_543, 64_543))).toBe('169.254.127.240/28');
  });

  it('differ for every two ends whose numbers leave other remainders, and spare what the clouds keep for themselves', () => {
    const numbers = Array.from({ length: 32 }, (_, offset) => 64_512 + offset);
    const all = numbers.flatMap((aws) =>
      numbers.flatMap((gcp) => ORDINALS.map((ordinal) => tunnelRange(ends(aws, gcp), ordinal).cidr)),
    );
    expect(new Set(all).size).toBe(32 * 32 * 4);
    for (const cidr of all) expect(RESERVED.some((reserved) => overlaps(reserved, network(cidr)))).toBe(false);
  });
});
