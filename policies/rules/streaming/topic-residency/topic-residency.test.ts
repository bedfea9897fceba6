import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { exampleTopic, intentWithTopic } from '../../../testing/example-topic.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { topicResidency } from './topic-residency.js';

const whole = exampleIntent();
const onlyInEurope = whole.services.map((service) =>
  service.name === 'payments' ? { ...service, compliance: { ...service.compliance, residency: ['eu'] } } : service,
);

describe('KAFKA-003 topic residency', () => {
  it('passes where all who touch the data may be', () => {
    expect(outcomesOf(topicResidency, intentWithTopic({}))).toEqual(['pass']);
  });

  it('fails a copy in a jurisdiction that the producer must not use', () => {
    const intent = { ...whole, services: onlyInEurope, topics: [exampleTopic({ locations: ['use1', 'euw4'] })] };
    expect(messagesOf(topicResidency, { intent })).toEqual(['lies in use1 (us), where data of payments may not be']);
  });

  it('fails a location that does not exist', () => {
    expect(messagesOf(topicResidency, intentWithTopic({ locations: ['mars1'] }))).toEqual([
      'lies in mars1, which is no location here',
    ]);
  });

  it.each([
    ['confluent_kafka_topic', 'topic_name'],
    ['google_managed_kafka_topic', 'topic_id'],
  ])('fails a %s where the topic is not declared', (kind, attribute) => {
    const copyIn = (location: string) => ({
      ...intentWithTopic({}),
      stacks: {
        [`example-${location}-topics`]: { resource: { [kind]: { copy: { [attribute]: 'payments.settled' } } } },
      },
    });
    expect(outcomesOf(topicResidency, copyIn('use1'))).toEqual(['pass']);
    expect(messagesOf(topicResidency, copyIn('euw4'))).toEqual(['is created in euw4, where it is not declared']);
  });

  it('is not applicable without topics', () => {
    expect(outcomesOf(topicResidency, {})).toEqual(['not-applicable']);
  });
});
