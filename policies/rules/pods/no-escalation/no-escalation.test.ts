import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { noEscalation } from './no-escalation.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('POD-003 no escalation', () => {
  it('passes the good example', () => {
    expect(outcomesOf(noEscalation, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every fault of the bad example', () => {
    expect(messagesOf(noEscalation, manifests('bad.yaml'))).toEqual([
      'init container tune does not drop ALL capabilities',
      'init container tune adds SYS_ADMIN',
      'init container tune may escalate its privileges',
      'init container tune is privileged',
    ]);
  });

  it('fails a pod template without containers it could judge', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: empty, namespace: payments }\nspec: { containers: [] }\n';
    expect(outcomesOf(noEscalation, { manifests: { 'use1/payments': pod } })).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(noEscalation, {})).toEqual(['not-applicable']);
  });
});
