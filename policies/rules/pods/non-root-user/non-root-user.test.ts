import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { nonRootUser } from './non-root-user.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('POD-002 non-root user', () => {
  it('passes the good example', () => {
    expect(outcomesOf(nonRootUser, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every fault of the bad example', () => {
    expect(messagesOf(nonRootUser, manifests('bad.yaml'))).toEqual([
      'container sweep runs as user 0',
      'init container migrate may run as root: runAsNonRoot is not true',
    ]);
  });

  it('fails a pod template without containers it could judge', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: empty, namespace: payments }\nspec: { containers: [] }\n';
    expect(outcomesOf(nonRootUser, { manifests: { 'use1/payments': pod } })).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(nonRootUser, {})).toEqual(['not-applicable']);
  });
});
