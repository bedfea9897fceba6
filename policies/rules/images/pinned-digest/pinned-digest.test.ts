import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { pinnedDigest } from './pinned-digest.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('IMG-001 pinned digest', () => {
  it('passes the good example', () => {
    expect(outcomesOf(pinnedDigest, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every image of the bad example', () => {
    expect(messagesOf(pinnedDigest, manifests('bad.yaml'))).toEqual([
      'init container migrate runs registry.finflow.example/migrate:1.2, which is not pinned by digest',
      'ephemeral container debug runs no named image, which is not pinned by digest',
    ]);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(pinnedDigest, {})).toEqual(['not-applicable']);
  });
});
