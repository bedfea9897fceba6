import { describe, expect, it } from 'vitest';
import { cacheNode } from './cache-nodes.js';

describe('cacheNode', () => {
  it.each([
    [1, 'STANDARD_SMALL'],
    [4_096, 'STANDARD_SMALL'],
    [4_959, 'STANDARD_SMALL'],
    [4_960, 'HIGHMEM_MEDIUM'],
    [8_192, 'HIGHMEM_MEDIUM'],
    [16_384, 'HIGHMEM_XLARGE'],
  ])('holds %i MiB of data in %s', (memoryMib, type) => {
    expect(cacheNode(memoryMib)).toBe(type);
  });

  it('refuses more than the largest node holds', () => {
    expect(() => cacheNode(65_536)).toThrow('no cache node holds 65536 MiB of data');
  });
});
