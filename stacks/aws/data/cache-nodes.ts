/** Part of a node's memory for data; the rest is for copies while Redis writes snapshots and brings up replicas. */
const DATA_PERCENT = 75;

/** What ElastiCache keeps free, in its parameter group. */
export const RESERVED_MEMORY_PERCENT = 100 - DATA_PERCENT;

/** Graviton nodes without burst credits, smallest first, with the memory AWS states for them (ElastiCache pricing page). */
const NODES = [
  { type: 'cache.m7g.large', memoryMib: 6_533 },
  { type: 'cache.m7g.xlarge', memoryMib: 13_240 },
  { type: 'cache.r7g.xlarge', memoryMib: 26_951 },
  { type: 'cache.r7g.2xlarge', memoryMib: 54_087 },
  { type: 'cache.r7g.4xlarge', memoryMib: 108_349 },
  { type: 'cache.r7g.8xlarge', memoryMib: 214_918 },
] as const;

/** The smallest node that holds `memoryMib` of data beside what it reserves. */
export function cacheNode(memoryMib: number): string {
  const node = NODES.find((candidate) => (candidate.memoryMib * DATA_PERCENT) / 100 >= memoryMib);
  if (node === undefined) throw new RangeError(`no cache node holds ${memoryMib} MiB of data`);
  return node.type;
}
