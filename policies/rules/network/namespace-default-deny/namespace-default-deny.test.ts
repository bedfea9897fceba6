import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { namespaceDefaultDeny } from './namespace-default-deny.js';

const whole = exampleIntent();
const onlyPayments = {
  ...whole,
  services: whole.services
    .filter(({ name }) => name === 'payments')
    .map((service) => ({ ...service, locations: ['use1'] })),
};
const manifests = (name: string) => ({ 'use1/payments': fixture(import.meta.url, name) });

describe('NET-002 namespace default-deny', () => {
  it('passes a policy that selects every pod in both directions and allows nothing', () => {
    expect(outcomesOf(namespaceDefaultDeny, { intent: onlyPayments, manifests: manifests('good.yaml') })).toEqual([
      'pass',
    ]);
  });

  it('fails when a direction stays open', () => {
    expect(messagesOf(namespaceDefaultDeny, { intent: onlyPayments, manifests: manifests('bad.yaml') })).toEqual([
      'namespace payments has no default-deny for Egress',
    ]);
  });

  it('fails when the namespace has no policy at all', () => {
    expect(outcomesOf(namespaceDefaultDeny, { intent: onlyPayments })).toEqual(['fail']);
  });

  it('is not applicable where no service is placed', () => {
    expect(outcomesOf(namespaceDefaultDeny, { intent: { ...whole, services: [] } })).toEqual(['not-applicable']);
  });
});
