import type { Declared } from '../../../engine/intent.js';
import type { DeclaredTopic } from '../../../engine/intent-schema.js';
import { fail, pass, unknown } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { dataClassRank } from '../../data-class-rank.js';

/** Holds a topic against the compliance block of the service that answers for it. */
export const topicStewardship = defineRule<Declared<DeclaredTopic>>({
  id: 'KAFKA-001',
  area: 'kafka',
  severity: 'medium',
  title: 'a topic has an owner cleared for its data, and keeps it no longer than the owner may',
  risk: 'personal data outlives its purpose in a log that nobody feels responsible for',
  fix: 'declare the topic at its producer, with a data class and retention within the producer’s compliance block',
  population: 'every declared topic, dead letters included',
  covers: [],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.topics(),
  check: ({ value: topic }, graph) => {
    const source = `topics[${topic.name}]`;
    const owner = graph.intent.service(topic.owner);
    if (owner === undefined)
      return fail(`its owner ${topic.owner} is no service here`, { evidence: topic.owner, source });
    const { dataClass, retention } = owner.compliance;
    const faults = [
      ...(topic.retentionHours > retention.maxDays * 24
        ? [
            fail(`keeps records ${topic.retentionHours} hours; ${owner.name} may keep them ${retention.maxDays} days`, {
              evidence: topic.retentionHours,
              source,
            }),
          ]
        : []),
      ...(topic.retentionHours < 0
        ? [unknown('its retention is not bounded', { evidence: topic.retentionHours, source })]
        : []),
      ...(dataClassRank(topic.dataClass) > dataClassRank(dataClass)
        ? [
            fail(`carries ${topic.dataClass} data; ${owner.name} is ${dataClass}`, {
              evidence: topic.dataClass,
              source,
            }),
          ]
        : []),
    ];
    return faults.length === 0 ? pass() : faults;
  },
});
