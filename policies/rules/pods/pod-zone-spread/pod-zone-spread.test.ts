import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { onlyService } from '../../../testing/only-service.js';
import { podZoneSpread } from './pod-zone-spread.js';

const intent = onlyService('payments', 'use1');
const good = fixture(import.meta.url, 'good.yaml');
const changed = (from: string, to: string) => {
  expect(good).toContain(from);
  return { intent, manifests: { 'use1/payments': good.replace(from, to) } };
};

describe('POD-011 pod zone spread', () => {
  it('passes the good example', () => {
    expect(outcomesOf(podZoneSpread, changed('payments', 'payments'))).toEqual(['pass']);
  });

  it('fails a service that no workload runs', () => {
    expect(messagesOf(podZoneSpread, { intent })).toEqual(['no workload runs it']);
  });

  it('fails a spread over hosts and one that counts other pods', () => {
    expect(messagesOf(podZoneSpread, changed('topology.kubernetes.io/zone', 'kubernetes.io/hostname'))).toEqual([
      'Rollout payments/payments may run in one zone',
    ]);
    expect(
      outcomesOf(
        podZoneSpread,
        changed('labelSelector: { matchLabels: { app: payments } }', 'labelSelector: { matchLabels: { app: other } }'),
      ),
    ).toEqual(['fail']);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(podZoneSpread, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
