import { describe, expect, it } from 'vitest';
import { readersOf } from './archive-readers.js';

const at = (name: string, jurisdiction: string, standby?: string) => ({ name, jurisdiction, standby });
const LOCATIONS = [
  at('use1', 'us', 'usc1'),
  at('usw2', 'us', 'usc1'),
  at('usc1', 'us', 'use1'),
  at('euw4', 'eu', 'euc1'),
  at('euc1', 'eu', 'euw4'),
];
const names = (name: string) => readersOf(LOCATIONS, name).map((reader) => reader.name);

describe('readersOf', () => {
  it('names who takes over from a location and who gets its books back', () => {
    expect(names('use1')).toEqual(['usc1']);
    expect(names('usc1')).toEqual(['use1', 'usw2']);
    expect(names('euw4')).toEqual(['euc1']);
  });

  it('names nobody of another jurisdiction, and nobody where there is no standby', () => {
    expect(readersOf([at('use1', 'us', 'euw4'), at('euw4', 'eu')], 'use1')).toEqual([]);
    expect(readersOf([at('use1', 'us')], 'use1')).toEqual([]);
    expect(names('mars')).toEqual([]);
  });
});
