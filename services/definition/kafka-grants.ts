import * as names from './names.js';
import type { Location, Platform, Service, Topic } from './platform.js';

/** What a service may do with one topic or consumer group of its location; whatever is not granted is refused. */
export interface KafkaGrant {
  readonly service: string;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  readonly operation: 'READ' | 'WRITE';
}

/** Copies of each partition: one in each zone, and never more than three. */
const MOST_REPLICAS = 3;
const MS_PER_HOUR = 3_600_000;

/** Topics that the location's cluster holds, sorted by name; mirrors come into being when they are first copied. */
export const topicsIn = (platform: Platform, { name }: Location): readonly Topic[] =>
  platform.topics.filter((topic) => topic.locations.includes(name));

/** Services of the location that produce or consume. */
export const kafkaServicesIn = (platform: Platform, { name }: Location): readonly Service[] =>
  platform.services.filter(
    ({ locations, kafka }) => locations.includes(name) && kafka.produces.length + kafka.consumes.length > 0,
  );

/**
 * Who may write and read what in a location: producers their topics, consumers theirs, the mirrored copies of other
 * locations and their group, and whoever sets messages aside the dead letters.
 */
export function grantsIn(platform: Platform, location: Location): readonly KafkaGrant[] {
  const present = new Set(kafkaServicesIn(platform, location).map(({ name }) => name));
  const grants = platform.topics.flatMap((topic): readonly KafkaGrant[] => {
    const local = topic.locations.includes(location.name) ? [topic.name] : [];
    const copies = mirrorSources(platform, location, topic).map((source) => names.mirroredTopic(source, topic.name));
    return [
      ...topic.producers.flatMap((service) => local.map((name) => grant(service, 'topic', name, 'WRITE'))),
      ...topic.consumers.flatMap(({ service, group }) => [
        ...[...local, ...copies].map((name) => grant(service, 'topic', name, 'READ')),
        grant(service, 'group', group, 'READ'),
      ]),
    ];
  });
  const byKey = new Map(grants.filter(({ service }) => present.has(service)).map((each) => [grantKey(each), each]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** `ledger-write-topic-ledger.transfer-posted`: what a grant is called, once in a location. */
export const grantKey = ({ service, operation, resource, name }: KafkaGrant): string =>
  `${service}-${operation.toLowerCase()}-${resource}-${name}`;

/** Settings of a topic, by Kafka's own names. Two of three copies must have a record before it is acknowledged. */
export const topicSettings = (topic: Topic, location: Location): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'min.insync.replicas': String(minInsyncReplicas(location)),
  'retention.ms': String(topic.retentionHours * MS_PER_HOUR),
});

export const replicationFactor = ({ zones }: Location): number => Math.min(zones.length, MOST_REPLICAS);

/** One copy may be missing, or the loss of a zone would stop every producer. */
export const minInsyncReplicas = (location: Location): number => Math.max(1, replicationFactor(location) - 1);

/** Other locations whose topic is mirrored here; never from another jurisdiction. */
function mirrorSources(platform: Platform, location: Location, topic: Topic): readonly string[] {
  if (!topic.replicate) return [];
  return platform.locations
    .filter(({ name, jurisdiction }) => name !== location.name && jurisdiction === location.jurisdiction)
    .map(({ name }) => name)
    .filter((name) => topic.locations.includes(name));
}

const grant = (
  service: string,
  resource: KafkaGrant['resource'],
  name: string,
  operation: KafkaGrant['operation'],
): KafkaGrant => ({ service, resource, name, operation });
