import { describe, expect, it } from 'vitest';
import { kafkaServicesIn, topicsIn } from '../../../services/definition/kafka-grants.js';
import { parseKafkaCredentials } from '../../../services/kit/src/messaging/kafka-credentials.js';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const stacks = synthesized([production]);
const stackOf = (name: string) => found(stacks.get(name), name);
const use1 = awsLocation(production, 'use1');

describe('the Kafka of an AWS location at Confluent', () => {
  const stack = stackOf('production-use1-kafka');

  it('is an environment, a network and a cluster of its own, and the way there', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_route53_record: 5,
      aws_route53_zone: 1,
      aws_security_group: 1,
      aws_vpc_endpoint: 1,
      aws_vpc_security_group_ingress_rule: 2,
      confluent_environment: 1,
      confluent_kafka_cluster: 1,
      confluent_network: 1,
      confluent_private_link_access: 1,
    });
  });

  it('is dedicated, in three zones, and nobody deletes it by mistake', () => {
    expect(resourceOf(stack, 'confluent_kafka_cluster', 'cluster')).toMatchObject({
      availability: 'MULTI_ZONE',
      cloud: 'AWS',
      region: 'us-east-1',
      dedicated: { cku: 2 },
      deletion_protection: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, 'confluent_network', 'brokers-network')).toMatchObject({
      connection_types: ['PRIVATELINK'],
      dns_config: { resolution: 'PRIVATE' },
      zones: use1.zones,
    });
    expect(resourceOf(stack, 'confluent_private_link_access', 'access')['aws']).toEqual({ account: use1.account });
  });

  it('is reached from isolated subnets, by nodes and pods of the location alone', () => {
    expect(resourceOf(stack, 'aws_vpc_endpoint', 'brokers-endpoint')).toMatchObject({
      service_name: '${confluent_network.brokers-network.aws[0].private_link_endpoint_service}',
      subnet_ids: use1.zones.map((zone) => `\${data.terraform_remote_state.network.outputs.subnet_isolated-${zone}}`),
    });
    const rules = Object.values(resourcesOf(stack, 'aws_vpc_security_group_ingress_rule'));
    expect(rules.map((rule) => [rule['cidr_ipv4'], rule['from_port']])).toEqual([
      [use1.addresses.pods, 9092],
      [use1.addresses.pods, 443],
    ]);
  });

  it('answers to the brokers’ own names, in every zone, and to the location’s name', () => {
    expect(resourceOf(stack, 'aws_route53_record', 'brokers-use1-az1')).toMatchObject({
      name: '*.use1-az1.${confluent_network.brokers-network.dns_domain}',
      type: 'CNAME',
    });
    expect(resourceOf(stack, 'aws_route53_record', 'bootstrap')).toMatchObject({
      name: 'kafka-use1.internal.finflow.example',
      records: ['${aws_vpc_endpoint.brokers-endpoint.dns_entry[0].dns_name}'],
      zone_id: '${data.terraform_remote_state.network.outputs.internal_zone_id}',
    });
  });
});

describe('the Kafka of a Google Cloud location at Confluent', () => {
  const stack = stackOf('production-euw4-kafka');

  it('has an address of the own subnet for every zone', () => {
    expect(resourceCounts(stack)).toMatchObject({ google_compute_address: 3, google_compute_forwarding_rule: 3 });
    expect(resourceOf(stack, 'google_compute_forwarding_rule', 'endpoint-europe-west4-a')).toMatchObject({
      ip_address: '${google_compute_address.address-europe-west4-a.id}',
      load_balancing_scheme: '',
      target:
        '${confluent_network.brokers-network.gcp[0].private_service_connect_service_attachments["europe-west4-a"]}',
    });
    expect(resourceOf(stack, 'google_dns_record_set', 'bootstrap')).toMatchObject({
      managed_zone: 'finflow-production-euw4-internal',
      name: 'kafka-euw4.internal.finflow.example.',
    });
    expect(resourceOf(stack, 'google_dns_record_set', 'bootstrap')['rrdatas']).toHaveLength(3);
  });
});

describe('topics at Confluent', () => {
  const stack = stackOf('production-use1-topics');
  const services = kafkaServicesIn(production, use1);

  it('carry the declared settings', () => {
    for (const topic of topicsIn(production, use1)) {
      expect(resourceOf(stack, 'confluent_kafka_topic', `topic-${topic.name.replaceAll('.', '_')}`)).toMatchObject({
        topic_name: topic.name,
        partitions_count: topic.partitions,
        config: {
          'cleanup.policy': 'delete',
          'min.insync.replicas': '2',
          'retention.ms': String(topic.retentionHours * 3_600_000),
        },
        lifecycle: { prevent_destroy: true },
      });
    }
  });

  it('are changed by an operator that administers this one cluster', () => {
    expect(resourceOf(stack, 'confluent_role_binding', 'operator-role')).toMatchObject({
      role_name: 'CloudClusterAdmin',
      crn_pattern: '${data.confluent_kafka_cluster.cluster.rbac_crn}',
    });
    expect(resourceOf(stack, 'confluent_api_key', 'operator-key')['depends_on']).toEqual([
      'confluent_role_binding.operator-role',
    ]);
  });

  it('give each service an account and a key, which goes to the secret that the service declares', () => {
    expect(Object.keys(resourcesOf(stack, 'confluent_service_account'))).toHaveLength(services.length + 1);
    for (const service of services) {
      const version = resourceOf(stack, 'aws_secretsmanager_secret_version', `credentials-${service.name}`);
      expect(version['secret_id']).toBe(`finflow/production/use1/${service.name}/kafka`);
      expect(parseKafkaCredentials(String(version['secret_string']))).toEqual({
        bootstrap: '${local.bootstrap}',
        mechanism: 'PLAIN',
        username: `\${confluent_api_key.key-${service.name}.id}`,
        password: `\${confluent_api_key.key-${service.name}.secret}`,
      });
    }
    const inGoogle = resourceOf(
      stackOf('production-usc1-topics'),
      'google_secret_manager_secret_version',
      'credentials-ledger',
    );
    expect(inGoogle['secret']).toBe('projects/finflow-production-usc1/secrets/finflow-production-usc1-ledger-kafka');
  });
});
