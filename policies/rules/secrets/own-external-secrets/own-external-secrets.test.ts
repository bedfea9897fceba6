import { describe, expect, it } from 'vitest';
import { onlyService } from '../../../testing/only-service.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { ownExternalSecrets } from './own-external-secrets.js';

const intent = onlyService('payments', 'use1');
const manifests = (name: string) => ({ intent, manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('SEC-002 own external secrets', () => {
  it('passes the declared key of this location', () => {
    expect(outcomesOf(ownExternalSecrets, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names foreign keys, searches and what nobody fetches', () => {
    expect(messagesOf(ownExternalSecrets, manifests('bad.yaml'))).toEqual([
      'ExternalSecret payments/database fetches by search',
      'ExternalSecret payments/database reads through a ClusterSecretStore',
      'SecretStore payments/store signs in as default, not payments',
      'SecretStore payments/store takes on arn:aws:iam::111111111111:role/admin',
      'SecretStore payments/store reads from region eu-central-1, not us-east-1',
      'fetches finflow/production/use1/card-vault/database, which it does not declare',
      'declares finflow/example/use1/payments/database, but no ExternalSecret fetches it',
    ]);
  });

  it('fails a store with keys of its own, and one that is no secret manager', () => {
    const store = (provider: string) => {
      const secrets = fixture(import.meta.url, 'good.yaml').replace(/provider: \{.*\}/, `provider: ${provider}`);
      return messagesOf(ownExternalSecrets, { intent, manifests: { 'use1/payments': secrets } });
    };
    expect(store('{ aws: { auth: { secretRef: { accessKeyIDSecretRef: { name: keys } } } } }')).toEqual([
      'SecretStore payments/store does not sign in as payments',
    ]);
    expect(store('{ webhook: { url: https://elsewhere.example } }')).toEqual([
      "SecretStore payments/store uses no cloud's secret manager",
    ]);
  });

  it('is not applicable to a service without secrets', () => {
    expect(outcomesOf(ownExternalSecrets, { intent: onlyService('payments', 'use1', { secrets: [] }) })).toEqual([
      'not-applicable',
    ]);
  });
});
