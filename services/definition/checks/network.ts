/** An IPv4 network as numbers; `end` is its last address. */
export interface Network {
  readonly start: number;
  readonly end: number;
  readonly prefix: number;
}

/** `10.16.0.0/16` as numbers, host bits cleared; undefined when an octet is above 255. */
export function parseNetwork(cidr: string): Network | undefined {
  const [address = '', length = '32'] = cidr.split('/');
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => octet > 255)) return undefined;
  const size = 2 ** (32 - Number(length));
  const value = octets.reduce((total, octet) => total * 256 + octet, 0);
  const start = value - (value % size);
  return { start, end: start + size - 1, prefix: Number(length) };
}

/** The network in the usual notation. */
export function formatNetwork({ start, prefix }: Network): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${prefix}`;
}

export function overlaps(a: Network, b: Network): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** RFC 1918. */
const PRIVATE: readonly Network[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap(
  (cidr) => parseNetwork(cidr) ?? [],
);

/** True when every address is private. */
export function isPrivate(network: Network): boolean {
  return PRIVATE.some((range) => range.start <= network.start && network.end <= range.end);
}
