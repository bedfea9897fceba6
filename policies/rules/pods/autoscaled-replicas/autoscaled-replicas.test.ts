import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { onlyService } from '../../../testing/only-service.js';
import { autoscaledReplicas } from './autoscaled-replicas.js';

const intent = onlyService('payments', 'use1');
const good = fixture(import.meta.url, 'good.yaml');
const changed = (from: string, to: string) => {
  expect(good).toContain(from);
  return { intent, manifests: { 'use1/payments': good.replace(from, to) } };
};

describe('POD-009 autoscaled replicas', () => {
  it('passes the good example', () => {
    expect(outcomesOf(autoscaledReplicas, changed('payments', 'payments'))).toEqual(['pass']);
  });

  it('fails a service that no workload runs', () => {
    expect(messagesOf(autoscaledReplicas, { intent })).toEqual(['no workload runs it']);
  });

  it('fails bounds that are not the declared ones, a single replica, and no metric', () => {
    expect(messagesOf(autoscaledReplicas, changed('minReplicas: 3', 'minReplicas: 1'))).toEqual([
      'keeps 1 replica',
      'scales 1 to 9, declared is 3 to 9',
    ]);
    expect(messagesOf(autoscaledReplicas, changed('  metrics:', '  others:'))).toEqual(['scales on no metric']);
  });

  it('fails an autoscaler that targets another kind of workload', () => {
    expect(
      messagesOf(
        autoscaledReplicas,
        changed('apiVersion: argoproj.io/v1alpha1, kind: Rollout', 'apiVersion: apps/v1, kind: Deployment'),
      ),
    ).toEqual(['no autoscaler targets Rollout payments']);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(autoscaledReplicas, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
