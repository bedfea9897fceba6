import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { declaredLabels } from './declared-labels.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('OWN-001 declared labels', () => {
  it('passes labels that say what the definition says', () => {
    expect(outcomesOf(declaredLabels, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names each label that is missing or says something else', () => {
    expect(messagesOf(declaredLabels, manifests('bad.yaml'))).toEqual([
      'pod label finflow.io/data-class is missing, declared is restricted',
      'pod label finflow.io/pci-scope is none, declared is connected',
      'no on-call annotation names payments-primary',
      'pod label finflow.io/owner is ghosts, which is no squad',
    ]);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(declaredLabels, {})).toEqual(['not-applicable']);
  });
});
