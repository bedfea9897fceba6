import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { onlyService } from '../../../testing/only-service.js';
import { disruptionBudget } from './disruption-budget.js';

const intent = onlyService('payments', 'use1');
const good = fixture(import.meta.url, 'good.yaml');
const changed = (from: string, to: string) => {
  expect(good).toContain(from);
  return { intent, manifests: { 'use1/payments': good.replace(from, to) } };
};

describe('POD-010 disruption budget', () => {
  it('passes the good example', () => {
    expect(outcomesOf(disruptionBudget, changed('payments', 'payments'))).toEqual(['pass']);
  });

  it('fails a service that no workload runs', () => {
    expect(messagesOf(disruptionBudget, { intent })).toEqual(['no workload runs it']);
  });

  it('fails a budget for other pods, one that blocks every drain, and one that allows everything', () => {
    expect(
      messagesOf(
        disruptionBudget,
        changed('selector: { matchLabels: { app: payments } }', 'selector: { matchLabels: { app: other } }'),
      ),
    ).toEqual(['no budget selects Rollout payments/payments']);
    expect(messagesOf(disruptionBudget, changed('maxUnavailable: 1', 'minAvailable: 3'))).toEqual([
      'no pod may be evicted: nodes cannot drain at 3 replicas',
    ]);
    expect(messagesOf(disruptionBudget, changed('maxUnavailable: 1', 'maxUnavailable: 100%'))).toEqual([
      'all 3 replicas may be evicted at once',
    ]);
  });

  it('does not know what an expression allows', () => {
    expect(outcomesOf(disruptionBudget, changed('maxUnavailable: 1', 'maxUnavailable: some'))).toEqual(['unknown']);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(disruptionBudget, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
