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

  it('knows a key by its alias when another stack of the location makes it', () => {
    const alias = 'alias/finflow/example/use1/secrets';
    const named = (key: string) => ({ resource: { aws_secretsmanager_secret: { one: { kms_key_id: key } } } });
    const cluster = { resource: { aws_kms_alias: { secrets: { name: alias } } } };
    const stacks = (key: string) => ({ 'example-use1-cluster': cluster, 'example-use1-secrets': named(key) });
    const arn = `arn:aws:kms:us-east-1:111111111111:${alias}`;
    expect(outcomesOf(customerKeys, { stacks: stacks(arn) })).toEqual(['pass']);
    expect(outcomesOf(customerKeys, { stacks: stacks(alias) })).toEqual(['pass']);
    expect(outcomesOf(customerKeys, { stacks: stacks(`${alias}-of-others`) })).toEqual(['unknown']);
  });

  it('does not guess what a variable will say', () => {
    const resource = { aws_cloudwatch_log_group: { logs: { kms_key_id: '${var.key}' } } };
    expect(outcomesOf(customerKeys, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(customerKeys, {})).toEqual(['not-applicable']);
  });
});
