import type { ArtifactGraph } from '../../../engine/graph.js';

/** What somebody may do with one topic or consumer group. */
export interface TopicUse {
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
  readonly name: string;
}

/**
 * What the declared topics let a service do in a location, as `read topic ledger.transfer-posted`. A mirrored topic is
 * called after the location it comes from, which must be of the same jurisdiction.
 */
export function declaredUses(service: string, location: string, graph: ArtifactGraph): ReadonlySet<string> {
  const jurisdiction = graph.intent.location(location)?.jurisdiction;
  const peers = graph.intent.platform.locations
    .filter((other) => other.name !== location && other.jurisdiction === jurisdiction)
    .map(({ name }) => name);
  return new Set(
    graph.intent.platform.topics.flatMap((topic) => {
      const here = topic.locations.includes(location) ? [topic.name] : [];
      const mirrored = peers.filter((peer) => topic.replicate && topic.locations.includes(peer));
      const groups = topic.consumers.filter((consumer) => consumer.service === service).map(({ group }) => group);
      const readable = groups.length === 0 ? [] : [...here, ...mirrored.map((peer) => `${peer}.${topic.name}`)];
      return [
        ...(topic.producers.includes(service) ? here.map((name) => `write topic ${name}`) : []),
        ...readable.map((name) => `read topic ${name}`),
        ...groups.map((group) => `read group ${group}`),
      ];
    }),
  );
}
