import { describe, expect, it } from 'vitest';
import { cloudIdentity, principal, secretKey, stackName, trustDomain } from './names.js';

describe('derived names', () => {
  it('name a stack by environment, scope and layer', () => {
    expect(stackName('production', 'use1', 'network')).toBe('production-use1-network');
  });

  it('write a SPIFFE identity as Istio does, without the scheme', () => {
    expect(principal(trustDomain('production', 'finflow.example'), 'ledger')).toBe(
      'production.finflow.example/ns/ledger/sa/ledger',
    );
  });

  it('keep cloud identities within Google’s 30 characters and apart', () => {
    const names = ['payments-reconciliation-engine', 'payments-reconciliation-export'].map((service) =>
      cloudIdentity('production', service, 'usc1'),
    );
    expect(names.every((name) => name.length <= 30 && /^[a-z][-a-z0-9]*[a-z0-9]$/.test(name))).toBe(true);
    expect(new Set(names).size).toBe(2);
  });

  it('use slashes in AWS secret names and none in Google secret ids', () => {
    expect(secretKey('staging', 'use1', 'ledger/database', 'aws')).toBe('finflow/staging/use1/ledger/database');
    expect(secretKey('staging', 'usc1', 'ledger/database', 'gcp')).toBe('finflow-staging-usc1-ledger-database');
  });
});
