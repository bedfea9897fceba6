import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { verifiedDestinations } from './verified-destinations.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('MESH-003 verified destinations', () => {
  it('passes mutual TLS inside and a verified host outside', () => {
    expect(outcomesOf(verifiedDestinations, manifests('good.yaml'))).toEqual(['pass', 'pass']);
  });

  it('looks into ports and subsets, and asks who answers outside', () => {
    expect(messagesOf(verifiedDestinations, manifests('bad.yaml'))).toEqual([
      'trafficPolicy, port 9464.tls for payments.payments.svc.cluster.local: mode is DISABLE, not ISTIO_MUTUAL',
      'subset canary.tls for payments.payments.svc.cluster.local: mode is SIMPLE, not ISTIO_MUTUAL',
      'trafficPolicy.tls for api.partner.example: no subjectAltNames are verified',
    ]);
  });

  it('is not applicable without a DestinationRule', () => {
    expect(outcomesOf(verifiedDestinations, {})).toEqual(['not-applicable']);
  });
});
