import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { allowedRegistry } from './allowed-registry.js';

const manifests = (name: string) => ({ manifests: { 'use1/payments': fixture(import.meta.url, name) } });

describe('IMG-002 allowed registry', () => {
  it('passes the good example', () => {
    expect(outcomesOf(allowedRegistry, manifests('good.yaml'))).toEqual(['pass']);
  });

  it('names every image of the bad example', () => {
    expect(messagesOf(allowedRegistry, manifests('bad.yaml'))).toEqual([
      `container payments runs registry.finflow.example/payments@sha256:${'b'.repeat(64)}, not the declared registry.finflow.example/payments@sha256:${'a'.repeat(64)}`,
      'init container migrate comes from docker.io, not from registry.finflow.example',
      'init container tune comes from registry.finflow.example.evil.example, not from registry.finflow.example',
    ]);
  });

  it('is not applicable without a pod template', () => {
    expect(outcomesOf(allowedRegistry, {})).toEqual(['not-applicable']);
  });
});
