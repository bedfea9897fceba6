import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { strictMutualTls } from './strict-mutual-tls.js';

const manifests = (text: string) => ({ manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');
const bad = fixture(import.meta.url, 'bad.yaml');

describe('MESH-001 strict mutual TLS', () => {
  it('passes a pod that inherits STRICT from the mesh through an UNSET policy of its own', () => {
    expect(outcomesOf(strictMutualTls, manifests(good))).toEqual(['pass']);
  });

  it('finds the weaker policy of the namespace and the port that is left open', () => {
    expect(messagesOf(strictMutualTls, manifests(bad))).toEqual([
      'PeerAuthentication payments/default makes it PERMISSIVE',
      'PeerAuthentication payments/metrics makes port 9464 PERMISSIVE',
    ]);
  });

  it('does not let a policy of other pods speak for this one', () => {
    const elsewhere = bad.replace('labels: { app: payments } }, spec', 'labels: { app: other } }, spec');
    expect(messagesOf(strictMutualTls, manifests(elsewhere))).toEqual([
      'PeerAuthentication payments/default makes it PERMISSIVE',
    ]);
  });

  it('never passes a pod without a sidecar, or a mesh without a policy', () => {
    const without = good.replace('istio-injection: enabled', 'istio-injection: disabled');
    expect(messagesOf(strictMutualTls, manifests(without))).toEqual([
      'no sidecar enforces mutual TLS: its namespace says istio-injection: disabled',
    ]);
    expect(messagesOf(strictMutualTls, manifests(good.replace('namespace: istio-system', 'namespace: istio')))).toEqual(
      ['no PeerAuthentication applies: Istio then accepts plaintext'],
    );
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(strictMutualTls, {})).toEqual(['not-applicable']);
  });
});
