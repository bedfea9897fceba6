import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { managedSecretReads } from './managed-secret-reads.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('SEC-003 managed secret reads', () => {
  it('passes a pod whose secret an ExternalSecret writes', () => {
    expect(outcomesOf(managedSecretReads, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('fails secrets made by hand, also in init containers and volumes', () => {
    expect(messagesOf(managedSecretReads, manifests('bad.yaml'))).toEqual([
      'reads secret by-hand, which no ExternalSecret writes',
      'reads secret keys, which no ExternalSecret writes',
    ]);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(managedSecretReads, {})).toEqual(['not-applicable']);
  });
});
