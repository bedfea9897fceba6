import { describe, expect, it } from 'vitest';
import { intentWithTopic } from '../../../testing/example-topic.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { consumerClearance } from './consumer-clearance.js';

const readBy = (service: string) => intentWithTopic({ consumers: [{ service, group: 'g' }] });

describe('KAFKA-002 consumer clearance', () => {
  it('passes a consumer of the same class or above', () => {
    expect(outcomesOf(consumerClearance, readBy('payments'))).toEqual(['pass']);
    expect(outcomesOf(consumerClearance, readBy('card-vault'))).toEqual(['pass']);
  });

  it('fails a consumer below the class of the data, and one that nobody declared', () => {
    expect(messagesOf(consumerClearance, readBy('statements'))).toEqual([
      'statements is internal and reads restricted data',
    ]);
    expect(messagesOf(consumerClearance, readBy('nobody'))).toEqual(['its consumer nobody is no service here']);
  });

  it('is not applicable to a topic that nobody reads, or without topics', () => {
    expect(outcomesOf(consumerClearance, intentWithTopic({ consumers: [] }))).toEqual(['not-applicable']);
    expect(outcomesOf(consumerClearance, {})).toEqual(['not-applicable']);
  });
});
