import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { sidecarIntercepts } from './sidecar-intercepts.js';

const manifests = (text: string) => ({ manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('MESH-002 sidecar intercepts', () => {
  it('passes a pod whose sidecar sees everything', () => {
    expect(outcomesOf(sidecarIntercepts, manifests(good))).toEqual(['pass']);
  });

  it('fails ports and ranges that pass beside the sidecar', () => {
    expect(messagesOf(sidecarIntercepts, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'traffic passes beside the sidecar: excludeInboundPorts is "9464"',
      'traffic passes beside the sidecar: includeOutboundIPRanges is "10.0.0.0/8"',
    ]);
  });

  it('fails a pod that opts out or that nobody asked to join', () => {
    expect(messagesOf(sidecarIntercepts, manifests(good.replace("'true'", "'false'")))).toEqual([
      'no sidecar is injected: the pod says sidecar.istio.io/inject: false',
    ]);
    expect(outcomesOf(sidecarIntercepts, manifests(good.replace('inject', 'other')))).toEqual(['fail']);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(sidecarIntercepts, {})).toEqual(['not-applicable']);
  });
});
