import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { keyRotation } from './key-rotation.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('ENC-002 key rotation', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(keyRotation, stack('good.tf.json'))).toEqual(['pass', 'pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(keyRotation, stack('bad.tf.json'))).toEqual([
      'automatic rotation is off',
      'rotates every 730 days only',
      'no rotation period is set',
    ]);
  });

  it('does not guess what a variable will say', () => {
    const resource = { aws_kms_key: { key: { enable_key_rotation: '${var.rotate}' } } };
    expect(outcomesOf(keyRotation, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('leaves signing keys alone, which cannot rotate by themselves', () => {
    const resource = { google_kms_crypto_key: { key: { purpose: 'ASYMMETRIC_SIGN' } } };
    expect(outcomesOf(keyRotation, { stacks: { 'example-usc1-cluster': { resource } } })).toEqual(['not-applicable']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(keyRotation, {})).toEqual(['not-applicable']);
  });
});
