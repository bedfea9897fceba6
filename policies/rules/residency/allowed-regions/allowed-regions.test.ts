import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { allowedRegions } from './allowed-regions.js';

const stack = (region: string, keyRing: string, bucket = 'finflow-example-euw4') => ({
  stacks: {
    'example-euw4-cluster': {
      provider: { google: [{ region }] },
      terraform: { backend: { gcs: { bucket } } },
      resource: { google_kms_key_ring: { keys: { location: keyRing } } },
    },
  },
});

describe('RES-001 allowed regions', () => {
  it('passes a stack that stays where its location is', () => {
    expect(outcomesOf(allowedRegions, stack('europe-west4', 'europe-west4'))).toEqual(['pass']);
    expect(outcomesOf(allowedRegions, stack('europe-west4', 'europe-west4-b'))).toEqual(['pass']);
  });

  it('fails a provider, a key or a state elsewhere', () => {
    expect(messagesOf(allowedRegions, stack('us-central1', 'us-central1', 'finflow-example-usc1'))).toEqual([
      'provider google is in us-central1; eu allows europe-west4 here',
      'google_kms_key_ring.keys is in us-central1; eu allows europe-west4 here',
      'state lies in bucket finflow-example-usc1; declared is finflow-example-euw4',
    ]);
  });

  it('does not know what a location that nobody declared may do', () => {
    const stacks = { 'example-mars-cluster': { provider: { google: [{ region: 'us-central1' }] } } };
    expect(outcomesOf(allowedRegions, { stacks })).toEqual(['unknown']);
  });

  it('is not applicable without stacks', () => {
    expect(outcomesOf(allowedRegions, {})).toEqual(['not-applicable']);
  });
});
