/** Where a kind of resource says that it is encrypted, and with which key. */
export interface EncryptedKind {
  /** Attribute that holds the key. */
  readonly key: string;
  /** Attribute that must have one of the values for the key to be used at all. */
  readonly switchedOn?: { readonly path: string; readonly values: readonly unknown[] };
}

/** Every kind in the output that keeps data at rest outside of a database of our own. */
export const ENCRYPTED_KINDS: Readonly<Record<string, EncryptedKind>> = {
  aws_backup_vault: { key: 'kms_key_arn' },
  aws_cloudtrail: { key: 'kms_key_id' },
  aws_cloudwatch_log_group: { key: 'kms_key_id' },
  aws_ebs_default_kms_key: { key: 'key_arn' },
  aws_elasticache_replication_group: {
    key: 'kms_key_id',
    switchedOn: { path: 'at_rest_encryption_enabled', values: [true, 'true'] },
  },
  aws_eks_cluster: {
    key: 'encryption_config.0.provider.0.key_arn',
    switchedOn: { path: 'encryption_config.0.resources.0', values: ['secrets'] },
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    key: 'rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id',
    switchedOn: {
      path: 'rule.0.apply_server_side_encryption_by_default.0.sse_algorithm',
      values: ['aws:kms', 'aws:kms:dsse'],
    },
  },
  aws_msk_cluster: {
    key: 'encryption_info.0.encryption_at_rest_kms_key_arn',
  },
  aws_secretsmanager_secret: { key: 'kms_key_id' },
  aws_sns_topic: { key: 'kms_master_key_id' },
  google_container_cluster: {
    key: 'database_encryption.0.key_name',
    switchedOn: { path: 'database_encryption.0.state', values: ['ENCRYPTED'] },
  },
  google_container_node_pool: { key: 'node_config.0.boot_disk_kms_key' },
  google_gke_backup_backup_plan: { key: 'backup_config.0.encryption_key.0.gcp_kms_encryption_key' },
  google_logging_project_bucket_config: { key: 'cmek_settings.0.kms_key_name' },
  google_managed_kafka_cluster: { key: 'gcp_config.0.kms_key' },
  google_memorystore_instance: { key: 'kms_key' },
  google_pubsub_topic: { key: 'kms_key_name' },
  google_secret_manager_secret: {
    key: 'replication.0.user_managed.0.replicas.0.customer_managed_encryption.0.kms_key_name',
  },
  google_storage_bucket: { key: 'encryption.0.default_kms_key_name' },
};
