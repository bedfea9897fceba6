import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { edgeProtection } from './edge-protection.js';

const whole = exampleIntent();
const route = {
  host: 'api',
  path: '/v1/payments',
  methods: ['GET'],
  waf: 'strict',
  rateLimit: { requests: 60, periodSeconds: 60 },
  anonymous: false,
};
const intent = {
  ...whole,
  services: whole.services.slice(0, 1).map((service) => ({
    ...service,
    locations: ['use1'],
    expose: { callers: [], public: [route] },
  })),
};
const stack = (name: string) => ({ intent, stacks: { 'example-us-edge': fixture(import.meta.url, name) } });

describe('NET-006 edge protection', () => {
  it('passes a route behind the managed firewall and its rate limit', () => {
    expect(outcomesOf(edgeProtection, stack('good.tf.json'))).toEqual(['pass']);
  });

  it('fails a rate limit that is looser than declared', () => {
    expect(messagesOf(edgeProtection, stack('bad.tf.json'))).toEqual([
      'api.finflow.example/v1/payments may be asked more often than the declared 60 in 60 s',
    ]);
  });

  it('fails a limit that only logs, and rules that the host skips', () => {
    const good = fixture(import.meta.url, 'good.tf.json');
    const edge = (text: string) => ({ intent, stacks: { 'example-us-edge': text } });
    expect(messagesOf(edgeProtection, edge(good.replace('"block"', '"log"')))).toEqual([
      'api.finflow.example/v1/payments has no rate limit at the edge',
    ]);
    const skip = '"rules": [{ "action": "skip", "expression": "true" }, ';
    expect(messagesOf(edgeProtection, edge(good.replace('"rules": [', skip)))).toEqual([
      'api.finflow.example skips managed firewall rules',
    ]);
  });

  it('fails without any rules at the edge', () => {
    expect(outcomesOf(edgeProtection, { intent })).toEqual(['fail']);
  });

  it('is not applicable where nothing is public', () => {
    expect(outcomesOf(edgeProtection, {})).toEqual(['not-applicable']);
    const local = { ...intent, environment: { ...intent.environment, edge: null } };
    expect(outcomesOf(edgeProtection, { intent: local })).toEqual(['not-applicable']);
  });
});
