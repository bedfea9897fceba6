import { describe, expect, it } from 'vitest';
import { cacheNode } from './cache-nodes.js';

describe('cacheNode', () => {
  it.each([
    [1, 'REDIS_STANDARD_SMALL'],
    [5_324, 'REDIS_STANDARD_SMALL'],
    [5_325, 'REDIS_HIGHMEM_MEDIUM'],
    [40_000, 'REDIS_HIGHMEM_XLARGE'],
  ])('holds %i MiB of data in %s', (memoryMib, type) => {
    expect(cacheNode(memoryMib)).toBe(type);
  });

  it('refuses more than the largest node holds', () => {
    expect(() => cacheNode(60_000)).toThrow('no node holds 60000 MiB of data');
  });
});
