import { kafkaClusterName } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';

/** Names of a location's cluster, topics and groups inside of IAM policies. */
export interface KafkaArns {
  readonly cluster: string;
  readonly topic: (name: string) => string;
  readonly group: (name: string) => string;
}

/**
 * An id that MSK invents stands behind the name of the cluster; the name is the account's only one in the region, so any id
 * is the right one, and the policies need not wait for the cluster.
 */
export function kafkaArns(platform: Platform, { region, account, name }: AwsLocation): KafkaArns {
  const cluster = kafkaClusterName(platform.environment.name, name);
  const arn = (kind: 'cluster' | 'topic' | 'group'): string =>
    `arn:aws:kafka:${region}:${account}:${kind}/${cluster}/*`;
  return {
    cluster: arn('cluster'),
    topic: (topic) => `${arn('topic')}/${topic}`,
    group: (group) => `${arn('group')}/${group}`,
  };
}
