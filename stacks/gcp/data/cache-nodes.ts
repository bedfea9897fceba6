/** Node types of Memorystore for Redis Cluster, smallest first, with the memory that Google leaves for keys (documentation of node sizes). */
const NODES = [
  { type: 'REDIS_STANDARD_SMALL', memoryMib: 5_324 },
  { type: 'REDIS_HIGHMEM_MEDIUM', memoryMib: 10_650 },
  { type: 'REDIS_HIGHMEM_XLARGE', memoryMib: 47_514 },
] as const;

/** The smallest node that holds `memoryMib` of data. */
export function cacheNode(memoryMib: number): string {
  const node = NODES.find((candidate) => candidate.memoryMib >= memoryMib);
  if (node === undefined) throw new RangeError(`no node holds ${memoryMib} MiB of data`);
  return node.type;
}
