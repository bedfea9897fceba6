import { describe, expect, it } from 'vitest';
import { cacheNode } from './cache-nodes.js';

describe('cacheNode', () => {
  it.each([
    [1, 'cache.m7g.large'],
    [4_899, 'cache.m7g.large'],
    [4_900, 'cache.m7g.xlarge'],
    [8_192, 'cache.m7g.xlarge'],
    [16_384, 'cache.r7g.xlarge'],
    [65_536, 'cache.r7g.4xlarge'],
  ])('holds %i MiB of data in %s', (memoryMib, type) => {
    expect(cacheNode(memoryMib)).toBe(type);
  });

  it('refuses more than the largest node holds', () => {
    expect(() => cacheNode(200_000)).toThrow('no cache node holds 200000 MiB of data');
  });
});
