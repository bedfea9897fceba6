import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { boundedResources } from './bounded-resources.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('POD-008 bounded resources', () => {
  it('passes the good example', () => {
    expect(outcomesOf(boundedResources, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every fault of the bad example', () => {
    expect(messagesOf(boundedResources, manifests('bad.yaml'))).toEqual([
      'container payments has no resources.requests.cpu',
      'container payments has no resources.limits.memory',
    ]);
  });

  it('fails a pod template without containers it could judge', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: empty, namespace: payments }\nspec: { containers: [] }\n';
    expect(outcomesOf(boundedResources, { manifests: { 'use1/payments': pod } })).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(boundedResources, {})).toEqual(['not-applicable']);
  });
});
