const BYTES_PER_MIB = 1024 ** 2;

/**
 * Kinds of nodes, smallest first, with what Memorystore for Valkey lets data take of their memory by default, in gigabytes
 * (https://cloud.google.com/memorystore/docs/valkey/instance-node-specification). The shared core is left out: Google promises nothing for it.
 */
const NODES = [
  { type: 'STANDARD_SMALL', writableGb: 5.2 },
  { type: 'HIGHMEM_MEDIUM', writableGb: 10.4 },
  { type: 'HIGHMEM_XLARGE', writableGb: 46.4 },
] as const;

/** The smallest node that holds `memoryMib` of data beside what it reserves. */
export function cacheNode(memoryMib: number): string {
  const node = NODES.find(({ writableGb }) => writableGb * 1e9 >= memoryMib * BYTES_PER_MIB);
  if (node === undefined) throw new RangeError(`no cache node holds ${memoryMib} MiB of data`);
  return node.type;
}
