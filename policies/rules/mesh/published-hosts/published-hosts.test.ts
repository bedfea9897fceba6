import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { publishedHosts } from './published-hosts.js';

const manifests = (text: string) => ({ manifests: { 'use1/payments': text } });
const good = fixture(import.meta.url, 'good.yaml');

describe('MESH-006 published hosts', () => {
  it('passes hosts of the jurisdiction and names inside the cluster', () => {
    expect(outcomesOf(publishedHosts, manifests(good))).toEqual(['pass', 'pass']);
  });

  it('fails hosts of another jurisdiction and hosts that nobody published', () => {
    expect(messagesOf(publishedHosts, manifests(fixture(import.meta.url, 'bad.yaml')))).toEqual([
      'answers for eu.finflow.example, which is not published here',
      'answers for shadow.finflow.example, which is not published here',
    ]);
  });

  it('is not applicable to routes inside the mesh, or without a gateway', () => {
    expect(outcomesOf(publishedHosts, manifests(good.replace('[istio-ingress/public, mesh]', '[mesh]')))).toEqual([
      'pass',
      'not-applicable',
    ]);
    expect(outcomesOf(publishedHosts, {})).toEqual(['not-applicable']);
  });
});
