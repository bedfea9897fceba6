import { describe, expect, it } from 'vitest';
import { reservedPerZone, takeoverPerZone, takeoverShare, vcpusAtLimit } from './takeover.js';

const at = (name: string, cloud: 'aws' | 'gcp', jurisdiction: string, provisioned: number) => ({
  ...{ name, cloud, jurisdiction, provisioned },
  zones: ['a', 'b', 'c'],
});
const use1 = at('use1', 'aws', 'us', 0.25);
const usc1 = at('usc1', 'gcp', 'us', 0.5);
const euw4 = at('euw4', 'gcp', 'eu', 1);
const LOCATIONS = [use1, at('usw2', 'aws', 'us', 0.25), usc1, euw4];
const POOL = { vcpu: 16, minPerZone: 2, maxPerZone: 12 };

describe('takeover', () => {
  it('leaves the whole jurisdiction to the cloud that is left, shared by what is up', () => {
    expect(LOCATIONS.map((location) => takeoverShare(location, LOCATIONS))).toEqual([0.5, 0.5, 1, 1]);
    const dark = [at('a', 'aws', 'us', 0), at('b', 'aws', 'us', 0)];
    expect(dark.map((location) => takeoverShare(location, dark))).toEqual([0.5, 0.5]);
  });

  it('reserves all that it needs, as what is always up fills reservations first, and nothing where that suffices', () => {
    expect(takeoverPerZone(POOL, use1, LOCATIONS)).toBe(4);
    expect(reservedPerZone(POOL, use1, LOCATIONS)).toBe(4);
    expect(reservedPerZone({ ...POOL, minPerZone: 3 }, usc1, LOCATIONS)).toBe(6);
    expect(reservedPerZone(POOL, euw4, LOCATIONS)).toBe(0);
  });

  it('stays within what the pool may have, and takes all of it where nothing is up', () => {
    expect(takeoverPerZone({ ...POOL, maxPerZone: 3 }, use1, LOCATIONS)).toBe(3);
    expect(takeoverPerZone({ ...POOL, minPerZone: 0 }, use1, LOCATIONS)).toBe(0);
    expect(takeoverPerZone({ ...POOL, minPerZone: 0 }, at('x', 'aws', 'us', 0), LOCATIONS)).toBe(12);
  });

  it('asks for as many virtual CPUs as may run, replacements included', () => {
    expect(vcpusAtLimit({ zones: ['a', 'b', 'c'], nodePools: [POOL] })).toBe(16 * 13 * 3);
  });
});
