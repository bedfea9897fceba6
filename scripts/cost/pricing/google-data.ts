import { at, listAt, numberAt, textAt, type Json } from '../../../policies/engine/json.js';
import { HOURS_A_MONTH } from '../categories.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import { UnknownPrice } from '../unknown-price.js';

const BYTES_A_GIB = 1024 ** 3;
/** A compute unit of managed Kafka is 0.6 vCPU plus 0.1 of each GiB: https://cloud.google.com/managed-service-for-apache-kafka/pricing */
const UNITS_PER_VCPU = 0.6;
const UNITS_PER_GIB = 0.1;
/** Provisioned by the service beside each vCPU, on the same page. */
const BROKER_GIB_PER_VCPU = 100;

/** What Google keeps and moves as a service: Redis, Kafka, objects and backups. */
export const googleData: Pricers = {
  google_redis_instance: ({ attributes }, context) => {
    const tier = textAt(attributes, 'tier') === 'STANDARD_HA' ? 'standard' : 'basic';
    const replicas = tier === 'standard' ? Math.max(1, numberAt(attributes, 'replica_count') ?? 1) : 0;
    // A second replica and the following ones cost what the first node does; the price of the standard tier includes one.
    const nodes = tier === 'standard' ? (1 + replicas) / 2 : 1;
    return [redis(context, `redis/${tier}-gib-hour`, (numberAt(attributes, 'memory_size_gb') ?? 1) * nodes)];
  },
  google_redis_cluster: ({ attributes }, context) => [
    redis(context, `redis-cluster/${nodeKind(textAt(attributes, 'node_type'))}-hour`, shardNodes(attributes)),
  ],
  google_memorystore_instance: ({ attributes }, context) => [
    redis(context, `redis-cluster/${nodeKind(textAt(attributes, 'node_type'))}-hour`, shardNodes(attributes)),
  ],
  google_managed_kafka_cluster: ({ attributes }, context) => {
    const capacity = listAt(attributes, 'capacity_config')[0];
    const vcpus = amountAt(capacity, 'vcpu_count');
    const gib = amountAt(capacity, 'memory_bytes') / BYTES_A_GIB;
    return [
      context.charge('gcp', {
        category: 'streaming',
        item: 'brokers',
        price: 'managed-kafka/unit-hour',
        quantity: (vcpus * UNITS_PER_VCPU + gib * UNITS_PER_GIB) * HOURS_A_MONTH,
      }),
      context.charge('gcp', {
        category: 'streaming',
        item: 'broker storage',
        price: 'managed-kafka/local-gib-month',
        quantity: vcpus * BROKER_GIB_PER_VCPU,
      }),
    ];
  },
  google_storage_bucket: ({ attributes, name }, context) => [
    context.charge('gcp', {
      category: 'storage',
      item: 'objects',
      price: 'storage/standard-gib-month',
      quantity: context.usage.bucketGigabytes(textAt(attributes, 'name') ?? name),
    }),
  ],
  google_gke_backup_backup_plan: (_resource, context) => [
    context.charge('gcp', {
      category: 'storage',
      item: 'cluster backups',
      price: 'gke-backup/gib-month',
      quantity: context.usage.of('gigabytesPerBackupVault'),
    }),
  ],
  google_backup_dr_backup_vault: (_resource, context) => [
    context.charge('gcp', {
      category: 'storage',
      item: 'recovery points',
      price: 'backup-dr/gib-month',
      quantity: context.usage.of('gigabytesPerBackupVault'),
    }),
  ],
};

function redis(context: PricingContext, price: string, count: number): CostLine {
  return context.charge('gcp', { category: 'data', item: 'Redis', quantity: count * HOURS_A_MONTH, price });
}

const shardNodes = (attributes: Json): number =>
  (numberAt(attributes, 'shard_count') ?? 1) * (1 + (numberAt(attributes, 'replica_count') ?? 0));

/** `REDIS_HIGHMEM_MEDIUM` or `HIGHMEM_MEDIUM` → `highmem-medium`; Google's default is the first size of highmem. */
function nodeKind(type: string | undefined): string {
  if (type === undefined) return 'highmem-medium';
  return type
    .replace(/^REDIS_/, '')
    .toLowerCase()
    .replaceAll('_', '-');
}

/** Google writes these counts as text. */
function amountAt(value: Json | undefined, path: string): number {
  const amount = Number(at(value, path));
  if (!Number.isFinite(amount)) throw new UnknownPrice(`${path} is not told before deployment`);
  return amount;
}
