import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { geoSteering } from './geo-steering.js';

const whole = exampleIntent();
const intent = { ...whole, jurisdictions: whole.jurisdictions.filter(({ name }) => name === 'eu') };
const EU_POOL = '${cloudflare_load_balancer_pool.euw4.id}';
const US_POOL = '${cloudflare_load_balancer_pool.use1.id}';

const edge = (pools: EditableObject, pinned = true) => ({
  intent,
  stacks: {
    'example-eu-edge': {
      resource: {
        cloudflare_load_balancer: { api: { name: 'eu.finflow.example', ...pools } },
        cloudflare_load_balancer_pool: {
          euw4: { origins: [{ address: 'origin-euw4.finflow.example' }] },
          use1: { origins: [{ address: 'origin-use1.finflow.example' }] },
        },
        cloudflare_regional_hostname: pinned ? { api: { hostname: 'eu.finflow.example', region_key: 'eu' } } : {},
      },
    },
  },
});
const good = { default_pools: [EU_POOL], fallback_pool: EU_POOL };

describe('RES-002 geo steering', () => {
  it('passes a jurisdiction whose pools are all its own', () => {
    expect(outcomesOf(geoSteering, edge(good))).toEqual(['pass']);
  });

  it.each([
    ['the fallback', { ...good, fallback_pool: US_POOL }],
    ['a default pool', { ...good, default_pools: [EU_POOL, US_POOL] }],
    ['a country pool', { ...good, country_pools: { DE: [US_POOL] } }],
  ])('fails when %s leads elsewhere', (_, pools) => {
    expect(messagesOf(geoSteering, edge(pools))).toEqual([
      'cloudflare_load_balancer_pool.use1 sends eu traffic to use1 in us',
    ]);
  });

  it('does not know where TLS ends unless the host is pinned', () => {
    expect(outcomesOf(geoSteering, edge(good, false))).toEqual(['unknown']);
  });

  it('fails a host that no load balancer answers', () => {
    expect(outcomesOf(geoSteering, { intent })).toEqual(['fail']);
  });

  it('is not applicable without an edge', () => {
    const local = { ...intent, environment: { ...intent.environment, edge: null } };
    expect(outcomesOf(geoSteering, { intent: local })).toEqual(['not-applicable']);
  });
});
