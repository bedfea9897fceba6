import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { closedBuckets } from './closed-buckets.js';

const stack = (name: string) => ({ stacks: { 'example-use1-data': fixture(import.meta.url, name) } });

describe('DATA-002 closed buckets', () => {
  it('passes a bucket with every setting', () => {
    expect(outcomesOf(closedBuckets, stack('good.tf.json'))).toEqual(['pass']);
  });

  it('names each setting that is missing or wrong', () => {
    expect(messagesOf(closedBuckets, stack('bad.tf.json'))).toEqual([
      'block_public_policy leaves a way to the public',
      'what is overwritten or deleted is gone',
      'no key of our own is named',
      'whoever writes an object may give it away by an ACL',
      'plain text is answered',
    ]);
  });

  it('does not take the settings of one bucket for those of another', () => {
    const resource = {
      aws_s3_bucket: { one: {}, other: {} },
      aws_s3_bucket_versioning: {
        one: { bucket: '${aws_s3_bucket.one.id}', versioning_configuration: { status: 'Enabled' } },
      },
    };
    const messages = messagesOf(closedBuckets, { stacks: { 'example-use1-data': { resource } } });
    expect(messages.filter((message) => message.includes('versioning is off'))).toHaveLength(1);
  });

  it('does not guess what a variable will say', () => {
    const text = fixture(import.meta.url, 'good.tf.json').replace('"Enabled"', '"${var.versions}"');
    expect(outcomesOf(closedBuckets, { stacks: { 'example-use1-data': text } })).toEqual(['unknown']);
  });

  it('is not applicable without a bucket', () => {
    expect(outcomesOf(closedBuckets, {})).toEqual(['not-applicable']);
  });
});
