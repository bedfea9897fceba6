import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { declaredCallers } from './declared-callers.js';

const only = onlyService('payments', 'use1', {}, ['statements', 'card-vault']);
/** A caller counts where it runs; nothing may call it, and nothing does. */
const services = only.services.map((service) =>
  service.name === 'statements' ? { ...service, locations: ['use1'] } : service,
);
const intent = { ...only, services };
const manifests = (text: string) => ({ intent, manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('AUTHZ-002 declared callers', () => {
  it('passes the declared caller with its operation, and a scraper on the metrics port', () => {
    expect(outcomesOf(declaredCallers, manifests(good))).toEqual(['pass', 'pass']);
  });

  it('names every caller and operation too many, and the field that Istio ignores', () => {
    expect(messagesOf(declaredCallers, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'namespace is not a field of a source: Istio ignores it',
      'example.finflow.example/ns/card-vault/sa/card-vault is not a declared caller',
      '* is a wildcard: it names no caller',
      'payments/callers names no principals: any workload may call',
      'statements may send DELETE /v1/payments/*, which is not declared',
    ]);
  });

  it('fails a declared call that is not admitted', () => {
    expect(
      messagesOf(declaredCallers, manifests(good.replace('methods: [GET], paths', 'methods: [HEAD], paths'))),
    ).toEqual([
      'statements may send HEAD /v1/payments/*, which is not declared',
      'statements may not send GET /v1/payments/*, which is declared',
    ]);
  });

  it('ignores a policy that selects other pods', () => {
    const elsewhere = good.replace(
      'selector: { matchLabels: { app: payments } }',
      'selector: { matchLabels: { app: other } }',
    );
    expect(messagesOf(declaredCallers, manifests(elsewhere))).toEqual([
      'statements may not send GET /v1/payments/*, which is declared',
    ]);
  });

  it('refuses a caller of another trust domain and a scraper that gets more than metrics', () => {
    expect(
      outcomesOf(
        declaredCallers,
        manifests(good.replace('[example.finflow.example/ns/monitoring', '[cluster.local/ns/monitoring')),
      ),
    ).toEqual(['fail', 'pass']);
    expect(outcomesOf(declaredCallers, manifests(good.replace("ports: ['9464']", "paths: ['*']")))).toEqual([
      'fail',
      'pass',
    ]);
  });

  it('lets proxies fetch token keys and a service ask for its own health, and nothing more', () => {
    const keys = `${good}---
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: { name: tokens, namespace: card-vault }
spec: { jwtRules: [{ issuer: https://id.example, jwksUri: 'http://payments.payments.svc.cluster.local:8080/keys' }] }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: token-keys, namespace: payments }
spec:
  rules:
    - from: [{ source: { principals: [example.finflow.example/ns/card-vault/sa/card-vault] } }]
      to: [{ operation: { methods: [GET], paths: [/keys] } }]
    - from: [{ source: { principals: [example.finflow.example/ns/payments/sa/payments] } }]
      to: [{ operation: { methods: [GET], paths: [/health/ready] } }]
`;
    expect(outcomesOf(declaredCallers, manifests(keys))).toEqual(['pass', 'pass']);
    expect(messagesOf(declaredCallers, manifests(keys.replace('paths: [/keys]', 'paths: [/keys, /admin]')))).toEqual([
      'example.finflow.example/ns/card-vault/sa/card-vault is not a declared caller',
    ]);
  });

  it('is not applicable where nothing is placed', () => {
    expect(outcomesOf(declaredCallers, { intent: { ...intent, services: [] } })).toEqual(['not-applicable']);
  });
});
