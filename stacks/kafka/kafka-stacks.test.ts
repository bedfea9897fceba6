import { describe, expect, it } from 'vitest';
import { grantKey, grantsIn, topicsIn } from '../../services/definition/kafka-grants.js';
import type { Platform } from '../../services/definition/platform.js';
import { listed, statementsOf } from '../testing/policy-statements.js';
import { found, platformOf, resourcesOf, synthesized, type TerraformJson } from '../testing/synthesized-stacks.js';

type Driver = Platform['environment']['kafka']['driver'];

/** The same services and topics, with brokers of the other kind. */
function drivenBy(platform: Platform, driver: Driver): Platform {
  const { environment } = platform;
  const confluent = driver === 'confluent';
  return {
    ...platform,
    environment: { ...environment, kafka: { ...environment.kafka, driver } },
    stacks: platform.stacks.map((stack) => {
      if (stack.layer !== 'kafka' && stack.layer !== 'topics') return stack;
      const clouds = stack.clouds.filter((cloud) => cloud !== 'confluent');
      return { ...stack, clouds: confluent ? [...clouds, 'confluent' as const] : clouds };
    }),
  };
}

interface Streams {
  readonly topics: readonly string[];
  readonly grants: readonly string[];
}

const OPERATIONS: Readonly<Record<string, string>> = {
  WriteTopics: 'write-topic',
  ReadTopics: 'read-topic',
  JoinGroups: 'read-group',
};

/** Topics and grants as a topics stack says them in the vocabulary of its driver. */
function streamsOf(stack: TerraformJson): Streams {
  if ('confluent_kafka_topic' in stack.resource) return confluentStreams(stack);
  return 'google_managed_kafka_topic' in stack.resource ? managedStreams(stack) : mskStreams(stack);
}

function confluentStreams(stack: TerraformJson): Streams {
  const topics = Object.values(resourcesOf(stack, 'confluent_kafka_topic')).map((topic) => String(topic['topic_name']));
  const grants = Object.values(resourcesOf(stack, 'confluent_kafka_acl')).map((acl) => {
    const principal = String(acl['principal']);
    const service = found(/confluent_service_account\.service-([\w-]+)\.id/.exec(principal)?.[1], principal);
    const kind = `${String(acl['operation'])}-${String(acl['resource_type'])}`.toLowerCase();
    return `${service}-${kind}-${String(acl['resource_name'])}`;
  });
  return { topics: topics.sort(), grants: grants.sort() };
}

function managedStreams(stack: TerraformJson): Streams {
  const topics = Object.values(resourcesOf(stack, 'google_managed_kafka_topic')).map((t) => String(t['topic_id']));
  const grants = Object.values(resourcesOf(stack, 'google_managed_kafka_acl')).flatMap((acl) => {
    const [pattern = '', name] = String(acl['acl_id']).split('/');
    if (name === undefined) return [];
    const entries = acl['acl_entries'] as readonly { readonly principal: string; readonly operation: string }[];
    const kind = pattern === 'consumerGroup' ? 'group' : pattern;
    return entries.map(({ principal, operation }) => {
      const service = found(/^User:\w-[a-z0-9]+-([\w-]+)@/.exec(principal)?.[1], principal);
      return `${service}-${operation.toLowerCase()}-${kind}-${name}`;
    });
  });
  return { topics: topics.sort(), grants: grants.sort() };
}

function mskStreams(stack: TerraformJson): Streams {
  const policies = resourcesOf(stack, 'aws_iam_role_policy');
  const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
  const topics = statementsOf(found(policies['operator-topics'], 'operator')['policy'])
    .filter(({ Sid }) => Sid === 'ManageTopics')
    .flatMap(({ Resource }) => listed(Resource).map(lastPart));
  const grants = Object.entries(policies).flatMap(([id, { policy }]) =>
    statementsOf(policy).flatMap(({ Sid, Resource }) => {
      const kind = OPERATIONS[Sid];
      return kind === undefined
        ? []
        : listed(Resource).map((arn) => `${id.replace(/^topics-/, '')}-${kind}-${lastPart(arn)}`);
    }),
  );
  return { topics: topics.sort(), grants: grants.sort() };
}

describe.each(['production', 'staging', 'local'])('topics and grants of %s', (name) => {
  const platform = platformOf(name);
  const byDriver = { confluent: drivenBy(platform, 'confluent'), native: drivenBy(platform, 'native') };
  const stacks = { confluent: synthesized([byDriver.confluent]), native: synthesized([byDriver.native]) };

  it.each(platform.locations.map((location) => [location.name, location] as const))(
    'are the declared ones in %s, whichever driver serves them',
    (_, location) => {
      const id = `${name}-${location.name}-topics`;
      const declared = {
        topics: topicsIn(platform, location).map((topic) => topic.name),
        grants: grantsIn(platform, location).map(grantKey),
      };
      expect(declared.topics.length).toBeGreaterThan(5);
      for (const driver of ['confluent', 'native'] as const) {
        expect(streamsOf(found(stacks[driver].get(id), id)), driver).toEqual({
          topics: [...declared.topics].sort(),
          grants: [...declared.grants].sort(),
        });
      }
    },
  );

  it('changes nothing outside of Kafka when the driver changes', () => {
    for (const { name: stack, layer } of platform.stacks) {
      if (layer === 'kafka' || layer === 'topics') continue;
      expect(stacks.native.get(stack)).toEqual(stacks.confluent.get(stack));
    }
    expect(byDriver.native.services).toBe(byDriver.confluent.services);
  });
});

describe('the plan', () => {
  it('says that Confluent is called where it is the driver', () => {
    const { stacks } = platformOf('production');
    expect(stacks.find((stack) => stack.name === 'production-usc1-topics')?.clouds).toEqual(['gcp', 'confluent']);
    expect(platformOf('staging').stacks.some(({ clouds }) => clouds.includes('confluent'))).toBe(false);
  });
});
