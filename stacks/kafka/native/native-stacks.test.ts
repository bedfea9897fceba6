import { describe, expect, it } from 'vitest';
import { kafkaServicesIn } from '../../../services/definition/kafka-grants.js';
import { parseKafkaCredentials } from '../../../services/kit/src/messaging/kafka-credentials.js';
import { statementsOf } from '../../testing/policy-statements.js';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const staging = platformOf('staging');
const stacks = synthesized([staging, platformOf('local')]);
const stackOf = (name: string) => found(stacks.get(name), name);
const use1 = awsLocation(staging, 'use1');

describe('MSK', () => {
  const stack = stackOf('staging-use1-kafka');
  const cluster = resourceOf(stack, 'aws_msk_cluster', 'cluster');

  it('consists of these resources', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_appautoscaling_policy: 1,
      aws_appautoscaling_target: 1,
      aws_cloudwatch_log_group: 1,
      aws_kms_alias: 2,
      aws_kms_key: 2,
      aws_msk_cluster: 1,
      aws_msk_configuration: 1,
      aws_route53_record: 3,
      aws_security_group: 1,
      aws_vpc_security_group_ingress_rule: 1,
    });
  });

  it('has a broker in every zone, in subnets without a way out', () => {
    expect(cluster).toMatchObject({
      number_of_broker_nodes: 3,
      broker_node_group_info: {
        client_subnets: use1.zones.map(
          (zone) => `\${data.terraform_remote_state.network.outputs.subnet_isolated-${zone}}`,
        ),
        connectivity_info: { public_access: { type: 'DISABLED' } },
        instance_type: 'kafka.m7g.large',
      },
      lifecycle: { prevent_destroy: true },
    });
  });

  it('accepts identities of the account over TLS, and nobody else', () => {
    expect(cluster).toMatchObject({
      client_authentication: { unauthenticated: false, sasl: { iam: true, scram: false } },
      encryption_info: {
        encryption_at_rest_kms_key_arn: '${aws_kms_key.kafka-key.arn}',
        encryption_in_transit: { client_broker: 'TLS', in_cluster: true },
      },
    });
    const rules = Object.values(resourcesOf(stack, 'aws_vpc_security_group_ingress_rule'));
    expect(rules).toMatchObject([{ cidr_ipv4: use1.addresses.pods, from_port: 9098, to_port: 9098 }]);
  });

  it('loses no acknowledged record with a zone', () => {
    const settings = String(resourceOf(stack, 'aws_msk_configuration', 'settings')['server_properties']).split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([
        'auto.create.topics.enable=false',
        'default.replication.factor=3',
        'min.insync.replicas=2',
        'unclean.leader.election.enable=false',
      ]),
    );
    const local = String(
      resourceOf(stackOf('local-use1-kafka'), 'aws_msk_configuration', 'settings')['server_properties'],
    );
    expect(local).toContain('min.insync.replicas=1\n');
  });

  it('grows its disks as far as declared', () => {
    expect(resourceOf(stack, 'aws_appautoscaling_target', 'storage')).toMatchObject({
      max_capacity: 500,
      resource_id: '${aws_msk_cluster.cluster.arn}',
    });
    expect(JSON.stringify(cluster['lifecycle'])).toContain('volume_size');
  });

  it('comes and goes where an API server replaces the cloud', () => {
    const local = resourceOf(stackOf('local-use1-kafka'), 'aws_msk_cluster', 'cluster');
    expect(local).toMatchObject({ number_of_broker_nodes: 2, lifecycle: { prevent_destroy: false } });
  });
});

describe('topics of MSK', () => {
  const stack = stackOf('staging-use1-topics');

  it('are made by an operator that can neither read, write nor delete', () => {
    const statements = statementsOf(resourceOf(stack, 'aws_iam_role_policy', 'operator-topics')['policy']);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).toContain('kafka-cluster:CreateTopic');
    expect(actions.filter((action) => /Read|Write|Delete|\*/.test(action))).toEqual([]);
    expect(resourceOf(stack, 'aws_eks_pod_identity_association', 'operator-pods')).toMatchObject({
      cluster_name: use1.clusterName,
      namespace: 'streaming',
      service_account: 'kafka-operator',
    });
  });

  it('are used by the role that each service has in the cluster', () => {
    const policy = resourceOf(stack, 'aws_iam_role_policy', 'topics-notification');
    expect(policy['role']).toBe('s-use1-notification');
    const topics = 'arn:aws:kafka:us-east-1:444444444444:topic/finflow-staging-use1-kafka/*/';
    for (const { Resource } of statementsOf(policy['policy']).filter(({ Sid }) => Sid === 'ReadTopics')) {
      expect([Resource].flat()).toContain(`${topics}ledger.transfer-posted`);
      expect([Resource].flat().filter((arn) => arn === topics || arn === `${topics}*`)).toEqual([]);
    }
  });

  it('hold no secret: pods show the identity that the cloud gives them', () => {
    const value = resourceOf(stack, 'aws_secretsmanager_secret_version', 'credentials-ledger')['secret_string'];
    expect(parseKafkaCredentials(String(value))).toEqual({
      bootstrap: '${data.aws_msk_cluster.cluster.bootstrap_brokers_sasl_iam}',
      mechanism: 'OAUTHBEARER',
      identity: 'aws',
      region: 'us-east-1',
    });
  });
});

describe('Managed Kafka of Google Cloud', () => {
  const kafka = stackOf('staging-usc1-kafka');
  const topics = stackOf('staging-usc1-topics');

  it('stands in the location’s own subnet, under its own key', () => {
    expect(resourceOf(kafka, 'google_managed_kafka_cluster', 'cluster')).toMatchObject({
      location: 'us-central1',
      capacity_config: { vcpu_count: '3', memory_bytes: String(12 * 1024 ** 3) },
      gcp_config: {
        access_config: {
          network_configs: [
            { subnet: 'projects/finflow-staging-usc1/regions/us-central1/subnetworks/finflow-staging-usc1-nodes' },
          ],
        },
        kms_key: '${google_kms_crypto_key.brokers-key.id}',
      },
      depends_on: ['google_kms_crypto_key_iam_member.brokers-key-user'],
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(kafka, 'google_dns_record_set', 'bootstrap')['rrdatas']).toEqual([
      'bootstrap.finflow-staging-usc1-kafka.us-central1.managedkafka.finflow-staging-usc1.cloud.goog.',
    ]);
  });

  it('refuses whatever nobody was granted', () => {
    for (const pattern of ['cluster', 'allTopics', 'allConsumerGroups', 'allTransactionalIds']) {
      expect(resourceOf(topics, 'google_managed_kafka_acl', `permissions-${pattern}`)['acl_entries']).toEqual([
        {
          host: '*',
          operation: 'ALL',
          permission_type: 'ALLOW',
          principal: 'User:s-usc1-kafka-operator@finflow-staging-usc1.iam.gserviceaccount.com',
        },
      ]);
    }
  });

  it('lets every service connect with its own account', () => {
    const location = found(
      staging.locations.find(({ name }) => name === 'usc1'),
      'usc1',
    );
    for (const { name } of kafkaServicesIn(staging, location)) {
      expect(resourceOf(topics, 'google_project_iam_member', `connect-${name}`)).toMatchObject({
        member: `serviceAccount:s-usc1-${name}@finflow-staging-usc1.iam.gserviceaccount.com`,
        role: 'roles/managedkafka.client',
      });
    }
  });
});
