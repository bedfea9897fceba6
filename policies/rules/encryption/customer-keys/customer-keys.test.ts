import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { customerKeys } from './customer-keys.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('ENC-001 customer keys at rest', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(customerKeys, stack('good.tf.json'))).toEqual(['pass', 'pass', 'pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(customerKeys, stack('bad.tf.json'))).toEqual([
      'alias/aws/logs is managed by the provider',
      'encryption_config.0.resources.0 leaves the data unencrypted',
      'encrypted leaves the data unencrypted',
    ]);
  });

  it('does not guess what a variable will say', () => {
    const resource = { aws_cloudwatch_log_group: { logs: { kms_key_id: '${var.key}' } } };
    expect(outcomesOf(customerKeys, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(customerKeys, {})).toEqual(['not-applicable']);
  });
});
