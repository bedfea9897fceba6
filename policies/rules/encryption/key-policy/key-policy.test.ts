import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { keyPolicy } from './key-policy.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('ENC-003 key policy', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(keyPolicy, stack('good.tf.json'))).toEqual(['pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(keyPolicy, stack('bad.tf.json'))).toEqual([
      'without a policy the whole account may do everything with the key',
      'statement All allows every action',
      'a statement allows anybody',
      'statement Use lets the whole account use the key: kms:Decrypt',
      'allUsers may use the key',
    ]);
  });

  it('does not guess what a file will say', () => {
    const resource = { aws_kms_key: { key: { policy: '${file(var.policy)}' } } };
    expect(outcomesOf(keyPolicy, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(keyPolicy, {})).toEqual(['not-applicable']);
  });
});
