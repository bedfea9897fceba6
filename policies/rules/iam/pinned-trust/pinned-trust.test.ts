import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { pinnedTrust } from './pinned-trust.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('IAM-002 pinned trust', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(pinnedTrust, stack('good.tf.json'))).toEqual(['pass', 'pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(pinnedTrust, stack('bad.tf.json'))).toEqual([
      'anybody may assume the role',
      'every identity of account arn:aws:iam::111111111111:root may assume the role',
      'tokens are accepted without a pinned sub',
      'any pod may assume the role as far as aws:SourceArn, aws:RequestTag/kubernetes-service-account goes',
    ]);
  });

  it('does not guess what a variable will say', () => {
    const resource = { aws_iam_role: { role: { assume_role_policy: '${var.trust}' } } };
    expect(outcomesOf(pinnedTrust, { stacks: { 'example-use1-cluster': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(pinnedTrust, {})).toEqual(['not-applicable']);
  });
});
