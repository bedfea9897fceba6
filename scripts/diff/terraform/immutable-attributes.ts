import { awsImmutable } from './immutable-aws.js';
import { gcpImmutable } from './immutable-gcp.js';
import { edgeAndKafkaImmutable } from './immutable-edge-kafka.js';

/** Attributes that a provider cannot change in place: paths without indexes, or `ALL` but the named ones. */
export type Immutable = readonly string[] | { readonly allBut: readonly string[] };

/**
 * Which attributes of the types in use force a replacement. As of 2026-11-23: AWS 5.100.0, Google 6.50.0, Cloudflare 5.14.0,
 * Confluent 2. Providers publish this in no schema: it is taken from what is known of them, and what the
 * stacks use of AWS is held against its real provider by a test.
 */
const IMMUTABLE: Readonly<Record<string, Immutable>> = { ...awsImmutable, ...gcpImmutable, ...edgeAndKafkaImmutable };

/** True when the table knows the type; a change of an unknown one may be a replacement. */
export const isKnownType = (type: string): boolean => Object.hasOwn(IMMUTABLE, type);

/** True when changing the attribute replaces the resource: it, something inside it or something around it is immutable. */
export function forcesReplacement(type: string, attribute: string): boolean {
  const immutable = IMMUTABLE[type] ?? [];
  if ('allBut' in immutable) return !immutable.allBut.some((mutable) => overlaps(mutable, attribute));
  return immutable.some((path) => overlaps(path, attribute));
}

const overlaps = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

/** Types that hold data, keys or evidence, besides whatever is under `prevent_destroy`. */
const STATEFUL: ReadonlySet<string> = new Set([
  'aws_acmpca_certificate_authority',
  'aws_backup_vault',
  'aws_cloudtrail',
  'aws_cloudwatch_log_group',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_ebs_volume',
  'aws_efs_file_system',
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_msk_cluster',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'cloudflare_r2_bucket',
  'confluent_environment',
  'confluent_kafka_cluster',
  'confluent_kafka_topic',
  'google_container_cluster',
  'google_kms_crypto_key',
  'google_kms_key_ring',
  'google_logging_project_bucket_config',
  'google_managed_kafka_cluster',
  'google_managed_kafka_topic',
  'google_memorystore_instance',
  'google_privateca_certificate_authority',
  'google_redis_cluster',
  'google_redis_instance',
  'google_secret_manager_secret',
  'google_sql_database_instance',
  'google_storage_bucket',
]);

export const isStatefulType = (type: string): boolean => STATEFUL.has(type);
