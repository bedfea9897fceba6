/** An IPv4 range as two numbers. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** Parses `10.0.0.0/8`; undefined for anything that is not an IPv4 range. */
export function parseRange(cidr: string): AddressRange | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

export const contains = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.first <= inner.first && inner.last <= outer.last;

/** Whether a range lies inside one of the given ranges. */
export function isWithin(cidr: string, ranges: readonly string[]): boolean {
  const inner = parseRange(cidr);
  if (inner === undefined) return ranges.includes(cidr);
  return ranges.some((range) => {
    const outer = parseRange(range);
    return outer !== undefined && contains(outer, inner);
  });
}

/** Ranges that no route on the internet leads to: RFC 1918, RFC 6598 (carrier-grade NAT) and unique local IPv6. */
export const PRIVATE_RANGES: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
