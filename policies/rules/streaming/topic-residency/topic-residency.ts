import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredTopic } from '../../../engine/intent-schema.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Kinds that create a topic, and where they say its name. */
const NAMES = { confluent_kafka_topic: 'topic_name', google_managed_kafka_topic: 'topic_id' } as const;
const KINDS = ['confluent_kafka_topic', 'google_managed_kafka_topic'] as const;

/** Compares where a topic lies with where the data of those who write and read it may be. */
export const topicResidency = defineRule<Declared<DeclaredTopic>>({
  id: 'KAFKA-003',
  area: 'residency',
  severity: 'high',
  title: 'a topic lies only in jurisdictions that its producers and consumers may use',
  risk: 'a copy of EU data appears in a cluster outside the EU without a transfer record',
  fix: 'take the location out of the topic’s producer, or widen the residency of the services with compliance',
  population: 'every declared topic',
  covers: [...KINDS],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.topics(),
  check: ({ value: topic }, graph) => {
    const source = `topics[${topic.name}]`;
    const members = [...new Set([topic.owner, ...topic.producers, ...topic.consumers.map(({ service }) => service)])];
    const faults = topic.locations.flatMap((location) => {
      const jurisdiction = graph.intent.location(location)?.jurisdiction;
      if (jurisdiction === undefined)
        return [fail(`lies in ${location}, which is no location here`, { evidence: location, source })];
      return members
        .filter((name) => graph.intent.service(name)?.compliance.residency.includes(jurisdiction) !== true)
        .filter((name) => graph.intent.service(name)?.locations.includes(location) === true || name === topic.owner)
        .map((name) =>
          fail(`lies in ${location} (${jurisdiction}), where data of ${name} may not be`, {
            evidence: [location, name],
            source,
          }),
        );
    });
    const all = [...faults, ...strayCopies(topic, graph)];
    return all.length === 0 ? pass() : all;
  },
});

/** Clusters that hold the topic although it is not declared to lie there. */
function strayCopies(topic: DeclaredTopic, graph: ArtifactGraph): readonly Verdict[] {
  return KINDS.flatMap((kind) =>
    graph
      .terraform(kind)
      .filter(({ written, location }) => written[NAMES[kind]] === topic.name && !topic.locations.includes(location))
      .map(({ id, location }) =>
        fail(`is created in ${location}, where it is not declared`, {
          evidence: id,
          source: `topics[${topic.name}]`,
        }),
      ),
  );
}
