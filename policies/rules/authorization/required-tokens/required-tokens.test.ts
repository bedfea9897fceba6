import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { requiredTokens } from './required-tokens.js';

const route = (anonymous: boolean) => ({
  host: 'api',
  path: '/v1/payments',
  methods: ['GET'],
  waf: 'strict',
  rateLimit: { requests: 100, periodSeconds: 60 },
  anonymous,
});
const published = (anonymous: boolean) =>
  onlyService('payments', 'use1', { expose: { callers: [], public: [route(anonymous)] } });
const manifests = (text: string) => ({ intent: published(false), manifests: { 'use1/payments': text } });

describe('AUTHZ-003 required tokens', () => {
  it('passes when the gateway’s rule asks for a request principal', () => {
    expect(outcomesOf(requiredTokens, manifests(fixture(import.meta.url, 'good.yaml')))).toEqual(['pass']);
  });

  it('fails a rule that serves requests without a token, and a service without verification', () => {
    expect(messagesOf(requiredTokens, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'payments/published admits /v1/payments, /v1/payments/* without a token',
    ]);
    expect(messagesOf(requiredTokens, { intent: published(false) })).toEqual([
      'no RequestAuthentication verifies tokens',
    ]);
  });

  it('is not applicable to anonymous routes', () => {
    expect(outcomesOf(requiredTokens, { intent: published(true) })).toEqual(['not-applicable']);
  });
});
