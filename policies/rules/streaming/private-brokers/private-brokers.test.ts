import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/json.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { privateBrokers } from './private-brokers.js';

const whole = exampleIntent();
const only = (name: string, driver: 'confluent' | 'native') => ({
  ...whole,
  environment: { ...whole.environment, kafka: { ...whole.environment.kafka, driver } },
  locations: whole.locations.filter((location) => location.name === name),
});
const use1 = whole.locations.find(({ name }) => name === 'use1');
const usc1 = whole.locations.find(({ name }) => name === 'usc1');

const confluent = (cluster: Record<string, Json>, account = use1?.account ?? '') => ({
  intent: only('use1', 'confluent'),
  stacks: {
    'example-use1-kafka': {
      resource: {
        confluent_network: {
          network: { region: 'us-east-1', connection_types: ['PRIVATELINK'], dns_config: { resolution: 'PRIVATE' } },
        },
        confluent_private_link_access: {
          access: { aws: { account }, network: { id: '${confluent_network.network.id}' } },
        },
        confluent_kafka_cluster: {
          cluster: {
            availability: 'MULTI_ZONE',
            region: 'us-east-1',
            deletion_protection: true,
            network: { id: '${confluent_network.network.id}' },
            ...cluster,
          },
        },
      },
    },
  },
});

const msk = (
  cluster: Record<string, Json>,
  settings = 'unclean.leader.election.enable=false\nauto.create.topics.enable=false\n',
) => ({
  intent: only('use1', 'native'),
  stacks: {
    'example-use1-kafka': {
      resource: {
        aws_msk_configuration: { settings: { server_properties: settings } },
        aws_msk_cluster: {
          cluster: {
            broker_node_group_info: { connectivity_info: { public_access: { type: 'DISABLED' } } },
            client_authentication: { unauthenticated: false, sasl: { iam: true } },
            configuration_info: { arn: '${aws_msk_configuration.settings.arn}', revision: 1 },
            encryption_info: { encryption_in_transit: { client_broker: 'TLS', in_cluster: true } },
            ...cluster,
          },
        },
      },
    },
  },
});

const managed = (subnet: string) => ({
  intent: only('usc1', 'native'),
  stacks: {
    'example-usc1-kafka': {
      resource: {
        google_managed_kafka_cluster: {
          cluster: { location: 'us-central1', gcp_config: { access_config: { network_configs: [{ subnet }] } } },
        },
      },
    },
  },
});

describe('KAFKA-005 private brokers', () => {
  it('passes a private cluster of the declared driver', () => {
    expect(messagesOf(privateBrokers, confluent({}))).toEqual([]);
    expect(messagesOf(privateBrokers, msk({}))).toEqual([]);
    const own = `projects/${String(usc1?.project)}/regions/us-central1/subnetworks/nodes`;
    expect(messagesOf(privateBrokers, managed(own))).toEqual([]);
  });

  it('fails a location without a cluster of the declared driver', () => {
    expect(messagesOf(privateBrokers, { intent: only('use1', 'native'), stacks: confluent({}).stacks })).toEqual([
      'has 0 resources of aws_msk_cluster; one is declared',
    ]);
  });

  it('fails a cluster at Confluent that others reach, that one zone takes away, or that anybody deletes', () => {
    expect(messagesOf(privateBrokers, confluent({ network: null }))[0]).toContain('over the internet');
    expect(messagesOf(privateBrokers, confluent({}, '999999999999'))[0]).toContain('999999999999');
    expect(outcomesOf(privateBrokers, confluent({ availability: 'SINGLE_ZONE' }))).toEqual(['fail']);
    expect(outcomesOf(privateBrokers, confluent({ deletion_protection: false }))).toEqual(['fail']);
    expect(outcomesOf(privateBrokers, confluent({ region: 'eu-central-1' }))).toEqual(['fail']);
  });

  it('fails brokers of MSK with an open way in, plain text, or settings that lose records', () => {
    const open = {
      broker_node_group_info: { connectivity_info: { public_access: { type: 'SERVICE_PROVIDED_EIPS' } } },
    };
    const plain = { encryption_info: { encryption_in_transit: { client_broker: 'TLS_PLAINTEXT', in_cluster: true } } };
    const anybody = { client_authentication: { unauthenticated: true, sasl: { iam: true } } };
    for (const change of [open, plain, anybody]) expect(outcomesOf(privateBrokers, msk(change))).toEqual(['fail']);
    expect(messagesOf(privateBrokers, msk({}, 'auto.create.topics.enable=false\n'))).toEqual([
      'its brokers lack unclean.leader.election.enable=false',
    ]);
    expect(outcomesOf(privateBrokers, msk({ configuration_info: { arn: 'arn:aws:kafka:x', revision: 1 } }))).toEqual([
      'unknown',
    ]);
  });

  it('fails brokers of Google with addresses elsewhere', () => {
    expect(messagesOf(privateBrokers, managed('projects/other/regions/us-central1/subnetworks/nodes'))).toEqual([
      'it has addresses outside of the location’s own subnets',
    ]);
  });
});
