import { describe, expect, it } from 'vitest';
import { exampleExternal } from '../../../testing/example-external.js';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { declaredEgress } from './declared-egress.js';

const base = onlyService('payments', 'use1', { data: { postgres: null, redis: null } }, ['statements']);
const intent = {
  ...base,
  externals: [exampleExternal({ name: 'partner', hosts: ['api.partner.example'] })],
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
};
const good = fixture(import.meta.url, 'good.yaml');
const manifests = (text: string) => ({ intent, manifests: { 'use1/payments': text } });

describe('MESH-005 declared egress', () => {
  it('passes one ServiceEntry per declared host behind REGISTRY_ONLY', () => {
    expect(outcomesOf(declaredEgress, manifests(good))).toEqual(['pass']);
  });

  it('names what is open, what is missing and what is imported', () => {
    expect(messagesOf(declaredEgress, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'Sidecar payments/default lets unknown hosts pass: mode is ALLOW_ANY',
      'Sidecar payments/default imports statements/*, which the definition does not call',
      'may reach paste.example, which the definition does not call',
      'calls api.partner.example, but no ServiceEntry opens it',
    ]);
  });

  it('fails when no Sidecar covers the pods', () => {
    const elsewhere = good.replace(
      'spec:\n  outbound',
      'spec:\n  workloadSelector: { labels: { app: other } }\n  outbound',
    );
    expect(elsewhere).not.toBe(good);
    expect(messagesOf(declaredEgress, manifests(elsewhere))).toEqual(['no Sidecar limits what it reaches']);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(declaredEgress, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
