import { describe, expect, it } from 'vitest';
import { cidrSubnet } from './subnets.js';

describe('cidrSubnet', () => {
  // Expected values: terraform console, cidrsubnet(range, newbits, netnum).
  it.each([
    ['10.16.0.0/16', 4, 0, '10.16.0.0/20'],
    ['10.16.0.0/16', 4, 8, '10.16.128.0/20'],
    ['10.17.0.0/16', 2, 3, '10.17.192.0/18'],
    ['172.16.0.0/12', 4, 2, '172.18.0.0/16'],
    ['192.168.0.0/24', 4, 15, '192.168.0.240/28'],
  ])('cuts part of %s', (range, newBits, index, expected) => {
    expect(cidrSubnet(range, newBits, index)).toBe(expected);
  });
});
