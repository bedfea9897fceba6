import { expect, it } from 'vitest';
import { platformOf } from '../../testing/synthesized.js';
import { logStoreDiskGib } from './log-store-size.js';
import { metricsStoreSize } from './metrics-store-size.js';

const at = (environment: 'local' | 'production', name: string) => {
  const platform = platformOf(environment);
  const location = platform.locations.find((candidate) => candidate.name === name);
  if (location === undefined) throw new Error(`no ${name}`);
  return { platform, location };
};

it('the metrics store holds 50,000 samples a second for 400 days, twice', () => {
  const { platform, location } = at('production', 'use1');
  // 50,000 × 2 copies × 430 days × 86,400 s × 1 byte × 1.25 × 1.2 = 5,190 GiB on three nodes.
  expect(metricsStoreSize(platform.environment, location)).toEqual({
    nodes: 3,
    cores: 1,
    memoryMib: 4096,
    diskGib: 1731,
  });
});

it('less retention needs less disk', () => {
  const { platform, location } = at('local', 'use1');
  expect(metricsStoreSize(platform.environment, location).diskGib).toBe(97);
});

it('the log store grows with the load that a location may have to carry', () => {
  const small = at('production', 'use1');
  const large = at('production', 'usc1');
  expect(logStoreDiskGib(large.platform, large.location) / logStoreDiskGib(small.platform, small.location)).toBeCloseTo(
    2,
    1,
  );
});
