import { dataClasses } from '../source/scalars.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { durationMs } from '../source/units.js';
import type { ErrorCode } from '../codes.js';
import type { CheckContext, LoadedService, Producer } from './check-context.js';

/** A topic has one producer, carries its name, and stays within its data class and retention. */
export function checkTopicProducers({ loaded, producers }: CheckContext): Diagnostic[] {
  return [...loaded.services.flatMap(checkTopics), ...[...producers.values()].flatMap(checkSingle)];
}

function checkTopics({ source, definition }: LoadedService): Diagnostic[] {
  const { name } = definition.metadata;
  const { dataClass, retention } = definition.compliance;
  return (definition.kafka?.produces ?? []).flatMap((topic, index) => {
    const at = (key: string, code: ErrorCode, message: string, fix: string): Diagnostic =>
      source.diagnose(['kafka', 'produces', index, key], 'value', { code, message, fix });
    const [prefix, event] = topic.topic.split('.');
    return [
      ...(prefix === name
        ? []
        : [
            at(
              'topic',
              'topic-prefix',
              `"${topic.topic}" does not begin with ${name}`,
              `write ${name}.${event ?? 'event'}`,
            ),
          ]),
      ...(dataClasses.indexOf(topic.dataClass) <= dataClasses.indexOf(dataClass)
        ? []
        : [
            at(
              'dataClass',
              'topic-class',
              `the topic is ${topic.dataClass}; ${name} handles ${dataClass}`,
              `lower it to ${dataClass}, or raise compliance.dataClass`,
            ),
          ]),
      ...(durationMs(topic.retention) <= durationMs(retention.max)
        ? []
        : [
            at(
              'retention',
              'topic-retention',
              `${topic.retention} is longer than the ${retention.max} that ${name} may keep records`,
              `lower it to ${retention.max}`,
            ),
          ]),
    ];
  });
}

function checkSingle([first, ...others]: readonly Producer[]): Diagnostic[] {
  if (first === undefined) return [];
  const { line } = first.service.source.locate(['kafka', 'produces', first.index, 'topic'], 'value');
  return others.map(({ service: { source }, index, topic }) =>
    source.diagnose(['kafka', 'produces', index, 'topic'], 'value', {
      code: 'topic-producers',
      message: `"${topic.topic}" is produced at ${first.service.source.file}:${line} already`,
      fix: 'produce a topic of its own, or remove this one',
    }),
  );
}
