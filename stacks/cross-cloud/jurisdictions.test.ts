import { describe, expect, it } from 'vitest';
import { found, platforms, synthesizedTexts } from '../testing/synthesized-stacks.js';

const texts = synthesizedTexts(platforms);

/** Every two locations of an environment that lie in different jurisdictions, in both directions. */
const pairs = platforms.flatMap((platform) =>
  platform.locations.flatMap((location) =>
    platform.locations
      .filter(({ jurisdiction }) => jurisdiction !== location.jurisdiction)
      .map((foreign) => ({ platform, location, foreign, pair: `${location.name} and ${foreign.name}` })),
  ),
);

describe.each(pairs)('$pair', ({ platform, location, foreign }) => {
  const own = platform.stacks.filter(({ locations }) => locations.includes(location.name));

  it('meet in no stack', () => {
    expect(own.filter(({ locations }) => locations.includes(foreign.name))).toEqual([]);
  });

  it('know nothing of each other: no route, rule, trust or name', () => {
    const { network, pods, services } = foreign.addresses;
    const identity = foreign.cloud === 'aws' ? foreign.account : foreign.project;
    for (const { name } of own) {
      // AWS takes the calls of services without a region there, whoever makes them.
      const text = found(texts.get(name), name).replaceAll('aws:RequestedRegion\\":\\"us-east-1', '');
      for (const trace of [network, pods, services, identity, foreign.region, foreign.clusterName]) {
        expect(text.includes(trace), `${trace} in ${name}`).toBe(false);
      }
    }
  });
});

it('looks at pairs at all', () => {
  expect(pairs).toHaveLength(12);
});
