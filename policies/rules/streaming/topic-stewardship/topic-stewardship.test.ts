import { describe, expect, it } from 'vitest';
import { intentWithTopic } from '../../../testing/example-topic.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { topicStewardship } from './topic-stewardship.js';

describe('KAFKA-001 topic stewardship', () => {
  it('passes a topic within the compliance block of its owner', () => {
    expect(outcomesOf(topicStewardship, intentWithTopic({}))).toEqual(['pass']);
  });

  it('fails an owner nobody knows, records kept too long and data above the owner', () => {
    const messages = (change: Parameters<typeof intentWithTopic>[0]) =>
      messagesOf(topicStewardship, intentWithTopic(change));
    expect(messages({ owner: 'nobody' })).toEqual(['its owner nobody is no service here']);
    expect(messages({ retentionHours: 3651 * 24 })).toEqual([
      'keeps records 87624 hours; payments may keep them 3650 days',
    ]);
    expect(messages({ dataClass: 'card-data' })).toEqual(['carries card-data data; payments is restricted']);
    expect(messages({ dataClass: 'made-up' })).toEqual(['carries made-up data; payments is restricted']);
  });

  it('does not know how long a topic without a bound is kept', () => {
    expect(outcomesOf(topicStewardship, intentWithTopic({ retentionHours: -1 }))).toEqual(['unknown']);
  });

  it('is not applicable without topics', () => {
    expect(outcomesOf(topicStewardship, {})).toEqual(['not-applicable']);
  });
});
