import { describe, expect, it } from 'vitest';
import type { DeclaredExternal } from '../../../engine/intent-schema.js';
import { exampleExternal } from '../../../testing/example-external.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { registeredThirdParties } from './registered-third-parties.js';

const agreement = { reference: 'DPA-1', reviewed: '2026-06-01', transferBasis: 'scc' as const };
const register = (change: Partial<DeclaredExternal>) => ({
  intent: {
    ...exampleIntent(),
    externals: [exampleExternal(change)],
    calls: [
      {
        caller: 'payments',
        callee: 'partner',
        kind: 'external' as const,
        critical: false,
        principal: '',
        operations: [],
      },
    ],
  },
});

describe('OWN-002 registered third parties', () => {
  it('passes a reviewed agreement with a basis for the transfer', () => {
    expect(outcomesOf(registeredThirdParties, register({}))).toEqual(['pass']);
  });

  it('names what is missing', () => {
    const messages = (change: Partial<DeclaredExternal>) => messagesOf(registeredThirdParties, register(change));
    expect(messages({ agreement: { ...agreement, reference: '' } })).toEqual(['has no agreement']);
    expect(messages({ owner: 'ghosts' })).toEqual(['its owner ghosts is no squad']);
    expect(messages({ agreement: { ...agreement, reviewed: '2025-11-01' } })).toEqual([
      'its agreement was reviewed on 2025-11-01, not within a year of 2026-11-23',
    ]);
    expect(messages({ agreement: { ...agreement, reviewed: 'soon' } })).toHaveLength(1);
    expect(messages({ agreement: { ...agreement, transferBasis: 'none' } })).toEqual([
      'receives data from eu abroad without a transfer basis',
    ]);
  });

  it('is not applicable to systems of our own, or to an empty register', () => {
    expect(outcomesOf(registeredThirdParties, register({ kind: 'internal' }))).toEqual(['not-applicable']);
    expect(outcomesOf(registeredThirdParties, {})).toEqual(['not-applicable']);
  });
});
