import { listAt, numberAt, textAt } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import { UnknownPrice } from '../unknown-price.js';
import { amazonMachine } from './machine-types.js';

/** What AWS keeps and moves as a service: Redis, Kafka, objects and backups. */
export const awsData: Pricers = {
  aws_elasticache_replication_group: ({ attributes }, context) => {
    const groups = numberAt(attributes, 'num_node_groups');
    const replicas = numberAt(attributes, 'replicas_per_node_group') ?? 0;
    const nodes = groups === undefined ? (numberAt(attributes, 'num_cache_clusters') ?? 1) : groups * (1 + replicas);
    return [redisNodes(context, textAt(attributes, 'node_type'), textAt(attributes, 'engine'), nodes)];
  },
  aws_elasticache_cluster: ({ attributes }, context) => [
    redisNodes(
      context,
      textAt(attributes, 'node_type'),
      textAt(attributes, 'engine'),
      numberAt(attributes, 'num_cache_nodes') ?? 1,
    ),
  ],
  aws_msk_cluster: ({ attributes }, context) => {
    const brokers = numberAt(attributes, 'number_of_broker_nodes') ?? 0;
    const group = listAt(attributes, 'broker_node_group_info')[0];
    const { family, xlarges } = amazonMachine(textAt(group, 'instance_type') ?? '');
    const volume = listAt(listAt(group, 'storage_info')[0], 'ebs_storage_info')[0];
    return [
      context.charge('aws', {
        category: 'streaming',
        item: 'brokers',
        price: `msk/${family}`,
        quantity: brokers * xlarges * HOURS_A_MONTH,
      }),
      context.charge('aws', {
        category: 'streaming',
        item: 'broker storage',
        price: 'msk/storage-gb-month',
        quantity: brokers * (numberAt(volume, 'volume_size') ?? 0),
      }),
    ];
  },
  aws_s3_bucket: ({ attributes, name }, context) => [
    context.charge('aws', {
      category: 'storage',
      item: 'objects',
      price: 's3/standard-gb-month',
      quantity: context.usage.bucketGigabytes(textAt(attributes, 'bucket') ?? name),
    }),
  ],
  aws_backup_vault: (_resource, context) => [
    context.charge('aws', {
      category: 'storage',
      item: 'recovery points',
      price: 'backup/warm-gb-month',
      quantity: context.usage.of('gigabytesPerBackupVault'),
    }),
  ],
  aws_dynamodb_table: (_resource, context) => [
    context.charge('aws', {
      category: 'data',
      item: 'table on demand',
      price: 'dynamodb/million-writes',
      quantity: context.usage.of('millionWritesPerTable'),
    }),
  ],
};

function redisNodes(
  context: PricingContext,
  nodeType: string | undefined,
  engine: string | undefined,
  nodes: number,
): CostLine {
  if (nodeType === undefined) throw new UnknownPrice('the node type is not told');
  const { family, xlarges } = amazonMachine(nodeType);
  const service = engine === 'valkey' ? 'elasticache-valkey' : 'elasticache';
  return context.charge('aws', {
    category: 'data',
    item: `${nodes} nodes ${nodeType}`,
    price: `${service}/${family}`,
    quantity: nodes * xlarges * HOURS_A_MONTH,
  });
}
