import { describe, expect, it } from 'vitest';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { onlyService } from '../../../testing/only-service.js';
import { protectedCardStores } from './protected-card-stores.js';

const { data } = exampleIntent().services.find(({ name }) => name === 'card-vault')!;
const vault = (
  postgres: Partial<NonNullable<DeclaredService['data']['postgres']>>,
  redis: DeclaredService['data']['redis'] = null,
) => ({
  intent: onlyService('card-vault', 'use1', { data: { postgres: { ...data.postgres!, ...postgres }, redis } }),
});

describe('DATA-001 protected card stores', () => {
  it('passes a vault that protects its fields and copies protected tables only', () => {
    expect(outcomesOf(protectedCardStores, vault({}))).toEqual(['pass']);
    expect(outcomesOf(protectedCardStores, vault({ cdc: { tables: ['cards'], via: 'direct' } }))).toEqual(['pass']);
  });

  it('fails a vault that protects no field, or keeps cards in a cache', () => {
    expect(messagesOf(protectedCardStores, vault({ protectedFields: [] }))).toEqual([
      'no field of its database is protected',
    ]);
    expect(
      messagesOf(protectedCardStores, vault({}, { memoryMib: 1, persistence: 'none', eviction: 'noeviction' })),
    ).toEqual(['a cache holds card data and can protect no field of it']);
  });

  it('does not know what a copied table without protected fields holds', () => {
    expect(outcomesOf(protectedCardStores, vault({ cdc: { tables: ['cards', 'audit'], via: 'direct' } }))).toEqual([
      'unknown',
    ]);
  });

  it('is not applicable without card data, or without a store', () => {
    expect(outcomesOf(protectedCardStores, { intent: onlyService('payments', 'use1') })).toEqual(['not-applicable']);
    const empty = onlyService('card-vault', 'use1', { data: { postgres: null, redis: null } });
    expect(outcomesOf(protectedCardStores, { intent: empty })).toEqual(['not-applicable']);
  });
});
