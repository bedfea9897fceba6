import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { mandatoryTags } from './mandatory-tags.js';

const stack = (text: string) => ({ stacks: { 'example-use1-network': text } });
const good = fixture(import.meta.url, 'good.tf.json');

describe('OWN-003 mandatory tags', () => {
  it('passes a provider that tags everything as declared', () => {
    expect(outcomesOf(mandatoryTags, stack(good))).toEqual(['pass']);
  });

  it('fails a provider without tags, a missing tag and one that says something else', () => {
    expect(messagesOf(mandatoryTags, stack(fixture(import.meta.url, 'bad.tf.json')))).toEqual([
      'its provider tags nothing',
      'tag data-class is missing',
      'tag Environment is other, declared is "example"',
    ]);
  });

  it('does not guess what a variable will say', () => {
    expect(outcomesOf(mandatoryTags, stack(good.replace('"restricted"', '"${var.class}"')))).toEqual(['unknown']);
  });

  it('is not applicable without a cloud provider', () => {
    expect(outcomesOf(mandatoryTags, {})).toEqual(['not-applicable']);
  });
});
