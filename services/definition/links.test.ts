import { describe, expect, it } from 'vitest';
import { linksOf, peersOf } from './links.js';

const at = (name: string, cloud: 'aws' | 'gcp', jurisdiction: string) => ({ name, cloud, jurisdiction });
const LOCATIONS = [
  at('use1', 'aws', 'us'),
  at('usw2', 'aws', 'us'),
  at('usc1', 'gcp', 'us'),
  at('euw4', 'gcp', 'eu'),
  at('euc1', 'aws', 'eu'),
];

describe('linksOf', () => {
  it('joins every two locations of one jurisdiction, AWS first', () => {
    expect(linksOf(LOCATIONS).map(({ scope }) => scope)).toEqual(['use1-usw2', 'use1-usc1', 'usw2-usc1', 'euc1-euw4']);
  });

  it('never joins two jurisdictions', () => {
    for (const { from, to } of linksOf(LOCATIONS)) expect(from.jurisdiction).toBe(to.jurisdiction);
    expect(linksOf([at('a', 'aws', 'us'), at('b', 'gcp', 'eu')])).toEqual([]);
  });

  it('leaves two locations of Google Cloud to their own peering', () => {
    expect(linksOf([at('a', 'gcp', 'us'), at('b', 'gcp', 'us')])).toEqual([]);
  });
});

describe('peersOf', () => {
  it('names the other ends, whichever end a location is', () => {
    const names = (name: string) => peersOf(LOCATIONS, name).map((peer) => peer.name);
    expect(names('use1')).toEqual(['usw2', 'usc1']);
    expect(names('usc1')).toEqual(['use1', 'usw2']);
    expect(names('euw4')).toEqual(['euc1']);
  });
});
