import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { readOnlyRoot } from './read-only-root.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('POD-004 read-only root', () => {
  it('passes the good example', () => {
    expect(outcomesOf(readOnlyRoot, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every fault of the bad example', () => {
    expect(messagesOf(readOnlyRoot, manifests('bad.yaml'))).toEqual([
      'container payments can write to its root file system',
      'container payments runs without a seccomp profile',
    ]);
  });

  it('fails a pod template without containers it could judge', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: empty, namespace: payments }\nspec: { containers: [] }\n';
    expect(outcomesOf(readOnlyRoot, { manifests: { 'use1/payments': pod } })).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(readOnlyRoot, {})).toEqual(['not-applicable']);
  });
});
