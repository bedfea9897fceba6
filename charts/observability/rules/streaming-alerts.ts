import type { PlatformAlert } from '../alert.js';

const runbook = 'kafka';

/** Kafka as the exporter sees it from outside, whichever driver serves it; each consumer's own lag stands at its service. */
export const STREAMING_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'KafkaBrokersMissing',
    expr: 'min(kafka_brokers) < max(max_over_time(kafka_brokers[1d]))',
    forMinutes: 5,
    severity: 'page',
    summary: 'Kafka has {{ $value }} brokers, less than in the last day',
    description: 'Another one, and partitions take no more writes.',
    runbook,
  },
  {
    name: 'KafkaPartitionsUnderReplicated',
    expr: 'sum by (topic) (kafka_topic_partition_under_replicated_partition) > 0',
    forMinutes: 15,
    severity: 'ticket',
    summary: '{{ $value }} partitions of {{ $labels.topic }} have too few copies in step',
    description: 'Acknowledged records lie on fewer brokers than promised.',
    runbook,
  },
  {
    name: 'DeadLettersWaiting',
    expr: 'sum by (topic) (increase(kafka_topic_partition_current_offset{topic=~".+[.]dlq[.].+"}[15m])) > 0',
    severity: 'ticket',
    summary: '{{ printf "%.0f" $value }} records went to {{ $labels.topic }}',
    description: 'Their consumer could not handle them and went on; they wait for a person.',
    runbook,
  },
  {
    name: 'KafkaUnobserved',
    expr: 'absent(kafka_brokers)',
    forMinutes: 10,
    severity: 'page',
    summary: 'nothing is known about Kafka',
    description: 'The exporter is down or refused, so no alert about lag can fire.',
    runbook,
  },
];
