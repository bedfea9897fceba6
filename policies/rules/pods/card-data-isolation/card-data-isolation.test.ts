import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { cardDataIsolation } from './card-data-isolation.js';

const intent = onlyService('card-vault', 'use1', {}, ['payments']);
const stacks = { 'example-use1-cluster': fixture(import.meta.url, 'pools.tf.json') };
const good = { intent, stacks, manifests: { 'use1/card-vault': fixture(import.meta.url, 'good.yaml') } };

describe('POD-007 card data isolation', () => {
  it('passes a vault that selects and tolerates the tainted pool', () => {
    expect(outcomesOf(cardDataIsolation, good)).toEqual(['pass']);
  });

  it('fails a vault on shared nodes and company that tolerates everything', () => {
    const bad = { ...good, manifests: { 'use1/card-vault': fixture(import.meta.url, 'bad.yaml') } };
    expect(messagesOf(cardDataIsolation, bad)).toEqual([
      'Rollout card-vault/card-vault does not select the node pool card-data',
      'Rollout card-vault/card-vault does not tolerate example.io/pool',
      'Rollout payments/payments holds no card data and may run on card-data',
    ]);
  });

  it('fails when the cluster has no such pool, or one that repels nobody', () => {
    expect(outcomesOf(cardDataIsolation, { ...good, stacks: {} })).toEqual(['fail']);
    const soft = {
      'example-use1-cluster': fixture(import.meta.url, 'pools.tf.json').replace('NO_SCHEDULE', 'PREFER_NO_SCHEDULE'),
    };
    expect(outcomesOf(cardDataIsolation, { ...good, stacks: soft })).toEqual(['fail']);
  });

  it('does not know where a vault without manifests would run', () => {
    expect(outcomesOf(cardDataIsolation, { intent, stacks })).toEqual(['unknown']);
  });

  it('is not applicable where no service holds card data', () => {
    expect(outcomesOf(cardDataIsolation, { ...good, intent: onlyService('payments', 'use1') })).toEqual([
      'not-applicable',
    ]);
  });
});
