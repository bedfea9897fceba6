import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../policies/engine/json.js';
import { expectedUsd, linesOf, resource } from '../testing/fixtures.js';
import { UnknownPrice } from '../unknown-price.js';

/** Charges that do not depend on usage: type, attributes, location, item, and what a month comes to by hand. */
const FIXED: readonly [string, JsonObject, string, string, number][] = [
  ['aws_nat_gateway', {}, 'use1', 'NAT gateway', 0.045 * 730],
  ['aws_nat_gateway', {}, 'euc1', 'NAT gateway', 0.052 * 730],
  ['aws_eip', { domain: 'vpc' }, 'use1', 'public address', 0.005 * 730],
  [
    'aws_vpc_endpoint',
    { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b', 'c'] },
    'use1',
    'interface endpoint',
    3 * 0.01 * 730,
  ],
  ['aws_ec2_transit_gateway_vpc_attachment', {}, 'use1', 'transit gateway attachment', 0.05 * 730],
  [
    'aws_vpn_connection',
    { transit_gateway_id: '${aws_ec2_transit_gateway.hub.id}' },
    'use1',
    'VPN connection with two tunnels',
    0.05 * 730,
  ],
  ['aws_eks_cluster', {}, 'use1', 'control plane', 0.1 * 730],
  ['aws_eks_cluster', { upgrade_policy: { support_type: 'EXTENDED' } }, 'use1', 'control plane', 0.6 * 730],
  ['aws_kms_key', { enable_key_rotation: false }, 'use1', 'key', 1],
  ['aws_secretsmanager_secret', {}, 'use1', 'secret', 0.4],
  [
    'aws_acmpca_certificate_authority',
    { usage_mode: 'SHORT_LIVED_CERTIFICATE' },
    'use1',
    'short-lived certificate authority',
    50,
  ],
  ['aws_acmpca_certificate_authority', {}, 'use1', 'general certificate authority', 400],
  [
    'aws_elasticache_replication_group',
    { node_type: 'cache.r7g.large', num_node_groups: 2, replicas_per_node_group: 2, engine: 'redis' },
    'use1',
    '6 nodes cache.r7g.large',
    6 * 0.5 * 0.437 * 730,
  ],
  [
    'aws_elasticache_replication_group',
    { node_type: 'cache.m7g.xlarge', num_cache_clusters: 3, engine: 'valkey' },
    'use1',
    '3 nodes cache.m7g.xlarge',
    3 * 0.252 * 730,
  ],
  [
    'aws_msk_cluster',
    {
      number_of_broker_nodes: 3,
      broker_node_group_info: {
        instance_type: 'kafka.m7g.large',
        storage_info: { ebs_storage_info: { volume_size: 500 } },
      },
    },
    'use1',
    'brokers',
    3 * 0.5 * 0.408 * 730,
  ],
  [
    'aws_msk_cluster',
    {
      number_of_broker_nodes: 3,
      broker_node_group_info: [
        { instance_type: 'kafka.m7g.large', storage_info: [{ ebs_storage_info: [{ volume_size: 500 }] }] },
      ],
    },
    'use1',
    'broker storage',
    3 * 500 * 0.1,
  ],
  ['google_container_cluster', {}, 'usc1', 'control plane', 0.1 * 730],
  ['google_compute_address', { address_type: 'EXTERNAL' }, 'usc1', 'public address', 0.005 * 730],
  ['google_compute_vpn_tunnel', {}, 'usc1', 'VPN tunnel', 0.05 * 730],
  ['google_dns_managed_zone', {}, 'usc1', 'DNS zone', 0.2],
  ['google_redis_instance', { tier: 'STANDARD_HA', memory_size_gb: 10 }, 'usc1', 'Redis', 10 * 0.046 * 730],
  [
    'google_redis_cluster',
    { shard_count: 3, replica_count: 1, node_type: 'REDIS_HIGHMEM_MEDIUM' },
    'usc1',
    'Redis',
    6 * 0.19 * 730,
  ],
  // The example of Google's own page: 6 vCPUs with 4 GiB each are 6 units, 54 cents an hour.
  [
    'google_managed_kafka_cluster',
    { capacity_config: { vcpu_count: '6', memory_bytes: '25769803776' } },
    'usc1',
    'brokers',
    0.54 * 730,
  ],
  [
    'google_managed_kafka_cluster',
    { capacity_config: { vcpu_count: '6', memory_bytes: '25769803776' } },
    'usc1',
    'broker storage',
    600 * 0.17,
  ],
  ['google_kms_crypto_key', { version_template: { protection_level: 'HSM' } }, 'usc1', 'key versions in hardware', 1],
  ['google_kms_crypto_key', {}, 'usc1', 'key versions', 0.06],
  ['google_privateca_certificate_authority', { pool: 'x' }, 'usc1', 'enterprise certificate authority', 200],
  [
    'confluent_kafka_cluster',
    { availability: 'MULTI_ZONE', dedicated: { cku: 2 } },
    'use1',
    'capacity units, multi-zone',
    2 * 2.25 * 730,
  ],
];

describe('a pricing function', () => {
  it.each(FIXED)('%s %j in %s: %s', (type, attributes, location, item, usd) => {
    expect(expectedUsd(linesOf(resource(type, attributes, location)), item)).toBeCloseTo(usd, 6);
  });

  it('charges nothing for what is free of charge in this form', () => {
    expect(linesOf(resource('aws_vpc_endpoint', { vpc_endpoint_type: 'Gateway' }))).toEqual([]);
    expect(linesOf(resource('aws_cloudtrail', {}))).toEqual([]);
    expect(linesOf(resource('google_compute_address', { address_type: 'INTERNAL' }, 'usc1'))).toEqual([]);
    expect(linesOf(resource('google_compute_subnetwork', {}, 'usc1'))).toEqual([]);
  });

  it('charges usage with a range', () => {
    const usage = [
      resource('aws_s3_bucket', { bucket: 'finflow-production-use1-wal' }),
      resource('aws_backup_vault', {}),
      resource('aws_guardduty_detector', {}),
      resource('aws_config_configuration_recorder', {}),
      resource('aws_config_config_rule', {}),
      resource('aws_securityhub_standards_subscription', {}),
      resource('aws_cloudtrail', { advanced_event_selector: [{}] }),
      resource('aws_cloudwatch_log_group', { name: '/aws/eks/finflow/cluster', retention_in_days: 365 }),
      resource('aws_sns_topic', {}),
      resource('google_storage_bucket', { name: 'finflow-production-usc1-backups' }, 'usc1'),
      resource('google_secret_manager_secret', {}, 'usc1'),
      resource('google_pubsub_topic', {}, 'usc1'),
      resource('cloudflare_r2_bucket', { name: 'finflow-production-us-logs' }),
      resource('google_logging_project_bucket_config', { retention_days: 2555 }, 'usc1'),
    ];
    for (const each of usage) {
      const others = [
        resource(
          'aws_eks_node_group',
          { instance_types: ['m7i.xlarge'], scaling_config: { min_size: 1, max_size: 3 } },
          'use1',
          'pool',
        ),
      ];
      const [first] = linesOf(each, { others });
      expect(first?.monthlyUsd.low, each.type).toBeGreaterThan(0);
      expect(first?.monthlyUsd.low, each.type).toBeLessThan(first?.monthlyUsd.expected ?? 0);
      expect(first?.monthlyUsd.expected, each.type).toBeLessThan(first?.monthlyUsd.high ?? 0);
    }
  });

  it('keeps no more logs than the retention allows', () => {
    const storage = (retention: number): number =>
      expectedUsd(
        linesOf(resource('aws_cloudwatch_log_group', { name: 'x', retention_in_days: retention })),
        'storage',
      );
    expect(storage(73)).toBeCloseTo(storage(365) / 5, 6);
    expect(storage(2557)).toBeCloseTo(storage(365), 6);
  });

  it('says what it cannot price', () => {
    const pool = (machine: string) =>
      resource('aws_eks_node_group', { instance_types: [machine], scaling_config: { min_size: 1, max_size: 1 } });
    expect(() => linesOf(pool('z9.xlarge'))).toThrow(UnknownPrice);
    expect(() => linesOf(pool('${var.machine}'))).toThrow('unknown machine type');
    const kafka = resource(
      'google_managed_kafka_cluster',
      { capacity_config: { vcpu_count: '${var.n}', memory_bytes: '1' } },
      'usc1',
    );
    expect(() => linesOf(kafka)).toThrow('not told before deployment');
  });

  it('charges a reservation only for what no node uses', () => {
    const pool = resource(
      'aws_eks_node_group',
      { instance_types: ['m7i.4xlarge'], scaling_config: { min_size: 6, max_size: 6 } },
      'use1',
      'pool',
    );
    const reservation = (count: number, name: string) =>
      resource('aws_ec2_capacity_reservation', { instance_type: 'm7i.4xlarge', instance_count: count }, 'use1', name);
    const [one, other] = [reservation(4, 'one'), reservation(8, 'other')];
    // 12 are reserved, 6 run: half of each reservation is charged again.
    expect(expectedUsd(linesOf(one, { others: [other, pool] }))).toBeCloseTo(2 * 4 * 0.2016 * 730, 6);
    expect(expectedUsd(linesOf(other, { others: [one, pool] }))).toBeCloseTo(4 * 4 * 0.2016 * 730, 6);
    // Nodes of the pool do not take what is kept for whoever names it.
    const named = resource('aws_ec2_capacity_reservation', {
      instance_type: 'm7i.4xlarge',
      instance_count: 3,
      instance_match_criteria: 'targeted',
    });
    expect(expectedUsd(linesOf(named, { others: [pool] }))).toBeCloseTo(3 * 4 * 0.2016 * 730, 6);
    const google = resource(
      'google_compute_reservation',
      { specific_reservation: { count: 2, instance_properties: { machine_type: 'n2-standard-4' } } },
      'usc1',
    );
    expect(expectedUsd(linesOf(google))).toBeCloseTo(2 * (4 * 0.031611 + 16 * 0.004237) * 730, 6);
  });
});
