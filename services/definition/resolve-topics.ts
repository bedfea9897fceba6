import * as names from './names.js';
import type { Topic } from './platform.js';
import type { ServiceDefinition } from './service-schema.js';
import { durationHours } from './source/units.js';

/** Dead letters are kept long enough for a person to look at them after a long weekend. */
const DEAD_LETTER_RETENTION_HOURS = 14 * 24;

/** All event topics and dead-letter topics of an environment, sorted by name. */
export function resolveTopics(
  definitions: readonly ServiceDefinition[],
  placed: ReadonlyMap<string, readonly string[]>,
): Topic[] {
  const consumersOf = consumersByTopic(definitions);
  return definitions
    .flatMap((producer) =>
      (producer.kafka?.produces ?? []).flatMap((written): Topic[] => {
        const consumers = consumersOf.get(written.topic) ?? [];
        const { topic: name, retention, ...settings } = written;
        const event: Topic = {
          ...settings,
          name,
          kind: 'event',
          owner: producer.metadata.name,
          retentionHours: durationHours(retention),
          producers: [producer.metadata.name],
          consumers: consumers.map(({ definition, consumer }) => ({
            service: definition.metadata.name,
            group: consumer.group,
            maxLag: consumer.maxLag,
          })),
          locations: [...(placed.get(producer.metadata.name) ?? [])],
        };
        const deadLetters = consumers
          .filter(({ consumer }) => consumer.dlq)
          .map(({ definition, consumer }): Topic => ({
            ...event,
            name: names.deadLetterTopic(consumer.group, name),
            kind: 'dead-letter',
            owner: definition.metadata.name,
            retentionHours: DEAD_LETTER_RETENTION_HOURS,
            replicate: false,
            producers: [definition.metadata.name],
            consumers: [],
            locations: [...(placed.get(definition.metadata.name) ?? [])],
          }));
        return [event, ...deadLetters];
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Consumption {
  readonly definition: ServiceDefinition;
  readonly consumer: NonNullable<NonNullable<ServiceDefinition['kafka']>['consumes']>[number];
}

function consumersByTopic(definitions: readonly ServiceDefinition[]): Map<string, Consumption[]> {
  const byTopic = new Map<string, Consumption[]>();
  for (const definition of definitions) {
    for (const consumer of definition.kafka?.consumes ?? []) {
      const known = byTopic.get(consumer.topic);
      if (known === undefined) byTopic.set(consumer.topic, [{ definition, consumer }]);
      else known.push({ definition, consumer });
    }
  }
  return byTopic;
}
