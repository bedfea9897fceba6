import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { closedGateways } from './closed-gateways.js';

const manifests = (text: string) => ({ manifests: { 'use1/mesh': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('MESH-004 closed gateways', () => {
  it('passes TLS 1.3 for a named host', () => {
    expect(outcomesOf(closedGateways, manifests(good))).toEqual(['pass']);
  });

  it('fails plaintext, old protocols and hosts that nobody named', () => {
    expect(messagesOf(closedGateways, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'port 80 speaks plaintext HTTP',
      'port 443 accepts TLS below 1.2: minProtocolVersion is not set',
      'port 443 asks the edge for no certificate: TLS mode is SIMPLE',
      'port 443 answers for *.finflow.example',
      'port 8080 speaks plaintext HTTP',
      'port 8080 answers for every host',
    ]);
  });

  it('lets a gateway without an edge before it ask for no certificate', () => {
    const whole = exampleIntent();
    const intent = { ...whole, environment: { ...whole.environment, edge: null } };
    const simple = manifests(good.replace('MUTUAL', 'SIMPLE'));
    expect(outcomesOf(closedGateways, simple)).toEqual(['fail']);
    expect(outcomesOf(closedGateways, { ...simple, intent })).toEqual(['pass']);
  });

  it('fails a gateway that it cannot judge', () => {
    expect(outcomesOf(closedGateways, manifests(good.replace('servers:', 'server:')))).toEqual(['fail']);
  });

  it('is not applicable without a gateway', () => {
    expect(outcomesOf(closedGateways, {})).toEqual(['not-applicable']);
  });
});
