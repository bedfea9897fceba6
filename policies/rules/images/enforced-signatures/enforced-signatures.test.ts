import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { enforcedSignatures } from './enforced-signatures.js';

const stack = (text: string) => ({ stacks: { 'example-usc1-cluster': text } });
const good = fixture(import.meta.url, 'good.tf.json');

describe('IMG-003 enforced signatures', () => {
  it('passes a cluster that enforces a policy of attestations', () => {
    expect(outcomesOf(enforcedSignatures, stack(good))).toEqual(['pass']);
  });

  it('names every way past the policy', () => {
    expect(messagesOf(enforcedSignatures, stack(fixture(import.meta.url, 'bad.tf.json')))).toEqual([
      'the cluster does not enforce Binary Authorization',
      'a rule evaluates "ALWAYS_ALLOW"',
      'a rule only logs: "DRYRUN_AUDIT_LOG_ONLY"',
      'images of registry.finflow.example/* need no attestation',
    ]);
  });

  it('fails a cluster whose project has no policy', () => {
    expect(outcomesOf(enforcedSignatures, stack(good.replace('google_binary_authorization_policy', 'other')))).toEqual([
      'fail',
    ]);
  });

  it('does not guess what a variable will say', () => {
    expect(outcomesOf(enforcedSignatures, stack(good.replace('REQUIRE_ATTESTATION', '${var.mode}')))).toEqual([
      'unknown',
    ]);
  });

  it('is not applicable without GKE', () => {
    expect(outcomesOf(enforcedSignatures, {})).toEqual(['not-applicable']);
  });
});
