import { defaultsFor } from '../tier-defaults.js';
import { dataClasses } from '../source/scalars.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { ErrorCode } from '../codes.js';
import { absentFrom, type CheckContext, type LoadedService, type Placed } from './check-context.js';
import { atReplicas, replicasOf } from './scaling.js';

/** A consumed topic has a producer that writes what the consumer reads, and partitions for all its replicas. */
export function checkTopicConsumers(context: CheckContext): Diagnostic[] {
  const topics = [...context.producers.keys()];
  return [
    ...context.loaded.services.flatMap((service) => checkConsumed(service, context, topics)),
    ...context.placements.flatMap((placed) => checkPartitions(placed, context)),
  ];
}

function checkConsumed(
  { source, definition }: LoadedService,
  context: CheckContext,
  topics: readonly string[],
): Diagnostic[] {
  const { name } = definition.metadata;
  const { dataClass } = definition.compliance;
  return (definition.kafka?.consumes ?? []).flatMap(({ topic, schema }, index) => {
    const at = (key: string, code: ErrorCode, message: string, fix: string): Diagnostic =>
      source.diagnose(['kafka', 'consumes', index, key], 'value', { code, message, fix });
    const [producer] = context.producers.get(topic) ?? [];
    if (producer === undefined) {
      if (context.loaded.broken.services.has(topic.split('.')[0] ?? '')) return [];
      const suggestion = suggest(topic, topics);
      return [
        at(
          'topic',
          'topic-without-producer',
          `no service produces "${topic}"${didYouMean(suggestion)}`,
          suggestion === undefined ? 'add it to kafka.produces of its service, or remove it' : `write ${suggestion}`,
        ),
      ];
    }
    const owner = producer.service.definition;
    const absent = absentFrom(owner, definition, context);
    const expected = schema ?? defaultsFor(definition.tier).consumedSchema;
    return [
      ...(absent.length === 0
        ? []
        : [
            at(
              'topic',
              'topic-without-producer',
              `${owner.metadata.name}, which produces "${topic}", is not placed in ${absent.join(', ')}`,
              `place ${owner.metadata.name} there too`,
            ),
          ]),
      ...(expected === producer.topic.schema
        ? []
        : [
            at(
              schema === undefined ? 'topic' : 'schema',
              'topic-schema',
              `${name} reads ${expected}; "${topic}" is ${producer.topic.schema}`,
              `write schema: ${producer.topic.schema}`,
            ),
          ]),
      ...(dataClasses.indexOf(dataClass) >= dataClasses.indexOf(producer.topic.dataClass)
        ? []
        : [
            at(
              'topic',
              'topic-class',
              `"${topic}" is ${producer.topic.dataClass}; ${name} handles ${dataClass}`,
              `raise compliance.dataClass to ${producer.topic.dataClass}, or stop consuming it`,
            ),
          ]),
    ];
  });
}

function checkPartitions(placed: Placed, { producers }: CheckContext): Diagnostic[] {
  const { max } = replicasOf(placed);
  const { name } = placed.environment.definition.metadata;
  return (placed.effective.kafka?.consumes ?? []).flatMap(({ topic }) => {
    const [producer] = producers.get(topic) ?? [];
    if (producer === undefined || producer.topic.partitions >= max) return [];
    const { partitions } = producer.topic;
    return [
      atReplicas(placed, 'max', {
        code: 'topic-partitions',
        message: `${max} replicas in ${name} read "${topic}", which has ${partitions} partitions`,
        fix: `lower max to ${partitions}, or raise partitions in ${producer.service.source.file}`,
      }),
    ];
  });
}
