import type { Declared } from '../../../engine/intent.js';
import type { DeclaredTopic } from '../../../engine/intent-schema.js';
import { fail, notApplicable, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { dataClassRank } from '../../data-class-rank.js';

/** Follows the data of a topic into every service that reads it. */
export const consumerClearance = defineRule<Declared<DeclaredTopic>>({
  id: 'KAFKA-002',
  area: 'kafka',
  severity: 'high',
  title: 'whoever consumes a topic is cleared for its data class',
  risk: 'restricted data flows into a service that logs, keeps and shares it as if it were not',
  fix: 'raise the consumer’s dataClass, or give it a topic without the sensitive fields',
  population: 'every declared topic',
  covers: [],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.topics(),
  check: ({ value: topic }, graph) => {
    if (topic.consumers.length === 0) return notApplicable('nobody consumes it');
    const faults = topic.consumers.flatMap(({ service: name }) => {
      const consumer = graph.intent.service(name);
      const source = `services[${name}].kafka.consumes`;
      if (consumer === undefined) return [fail(`its consumer ${name} is no service here`, { evidence: name })];
      const { dataClass } = consumer.compliance;
      return dataClassRank(dataClass) >= dataClassRank(topic.dataClass)
        ? []
        : [fail(`${name} is ${dataClass} and reads ${topic.dataClass} data`, { evidence: [name, dataClass], source })];
    });
    return faults.length === 0 ? pass() : faults;
  },
});
