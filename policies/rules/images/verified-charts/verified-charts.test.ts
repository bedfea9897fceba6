import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { verifiedCharts } from './verified-charts.js';

const good = fixture(import.meta.url, 'good.yaml');
const manifests = (text: string) => ({ manifests: { 'use1/gitops': text } });

describe('IMG-004 verified charts', () => {
  it('passes a chart with a digest, and judges no folder of manifests', () => {
    expect(outcomesOf(verifiedCharts, manifests(good))).toEqual(['pass']);
    expect(outcomesOf(verifiedCharts, manifests(good.replace('chart: cert-manager', 'path: cert-manager')))).toEqual([
      'not-applicable',
    ]);
  });

  it('leaves open what nobody could obtain', () => {
    const open = manifests(good.replace(/sha256:[0-9a-f]{64}/, 'unverified'));
    expect(outcomesOf(verifiedCharts, open)).toEqual(['unknown']);
    expect(messagesOf(verifiedCharts, open)).toEqual(['the digest of cert-manager v1.19.1 was never obtained']);
  });

  it('fails a chart that says nothing, or something else', () => {
    expect(messagesOf(verifiedCharts, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'says nothing of its archive',
      'says latest of its archive',
    ]);
  });

  it('is not applicable without charts', () => {
    expect(outcomesOf(verifiedCharts, {})).toEqual(['not-applicable']);
  });
});
