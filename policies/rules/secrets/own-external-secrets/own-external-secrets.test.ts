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
      'fetches finflow/production/use1/card-vault/database, which it does not declare',
      'declares finflow/example/use1/payments/database, but no ExternalSecret fetches it',
    ]);
  });

  it('is not applicable to a service without secrets', () => {
    expect(outcomesOf(ownExternalSecrets, { intent: onlyService('payments', 'use1', { secrets: [] }) })).toEqual([
      'not-applicable',
    ]);
  });
});
