import { minInsyncReplicas, replicationFactor } from '../../../../services/definition/kafka-grants.js';
import type { AwsLocation } from '../../../../services/definition/platform.js';

/** `server.properties`: an acknowledged record survives a zone, and a topic exists only when somebody declared it. */
export function brokerSettings(location: AwsLocation): string {
  const copies = replicationFactor(location);
  const settings = {
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': minInsyncReplicas(location),
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.min.isr': minInsyncReplicas(location),
    'transaction.state.log.replication.factor': copies,
    // A replica that missed records never becomes the leader: rather no answer than a wrong one.
    'unclean.leader.election.enable': false,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
