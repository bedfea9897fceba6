import {
  breakStack,
  breakTerraform,
  type EditableObject,
  type Mutation,
  replaceText,
  set,
  unset,
} from '../mutation.js';

const setting =
  (id: string) =>
  ({ setting_id }: EditableObject): boolean =>
    setting_id === id;

/** Ways to weaken encryption in the real output. */
export const encryptionMutations: readonly Mutation[] = [
  breakTerraform('ENC-001', 'leaves Kubernetes secrets unencrypted', 'aws_eks_cluster', unset('encryption_config')),
  breakTerraform('ENC-001', 'encrypts nothing of EKS', 'aws_eks_cluster', set('encryption_config.resources', [])),
  breakTerraform('ENC-001', 'leaves a log group without a key', 'aws_cloudwatch_log_group', unset('kms_key_id')),
  breakTerraform(
    'ENC-001',
    'uses a key of the provider',
    'aws_cloudwatch_log_group',
    set('kms_key_id', 'alias/aws/logs'),
  ),
  breakTerraform(
    'ENC-001',
    'leaves volumes unencrypted',
    'aws_launch_template',
    set('block_device_mappings.0.ebs.encrypted', 'false'),
  ),
  breakTerraform(
    'ENC-001',
    'switches default volume encryption off',
    'aws_ebs_encryption_by_default',
    set('enabled', false),
  ),
  breakTerraform(
    'ENC-001',
    'decrypts the GKE database',
    'google_container_cluster',
    set('database_encryption.state', 'DECRYPTED'),
  ),
  breakTerraform(
    'ENC-001',
    'leaves node disks without a key',
    'google_container_node_pool',
    unset('node_config.boot_disk_kms_key'),
  ),
  breakTerraform('ENC-001', 'leaves a topic without a key', 'google_pubsub_topic', unset('kms_key_name')),
  breakTerraform(
    'ENC-001',
    'encrypts a bucket with a key of the provider',
    'aws_s3_bucket_server_side_encryption_configuration',
    set('rule.0.apply_server_side_encryption_by_default', { sse_algorithm: 'AES256' }),
  ),
  breakTerraform(
    'ENC-001',
    'leaves a cache on disk unencrypted',
    'aws_elasticache_replication_group',
    set('at_rest_encryption_enabled', 'false'),
  ),
  breakTerraform('ENC-001', 'leaves a secret without a key', 'aws_secretsmanager_secret', unset('kms_key_id')),
  breakTerraform('ENC-001', 'leaves reminders without a key', 'aws_sns_topic', unset('kms_master_key_id')),
  breakTerraform('ENC-002', 'stops the rotation of a key', 'aws_kms_key', set('enable_key_rotation', false)),
  breakTerraform('ENC-002', 'rotates a key every seven years', 'aws_kms_key', set('rotation_period_in_days', 2560)),
  breakTerraform(
    'ENC-002',
    'never rotates a Google key',
    'google_kms_crypto_key',
    unset('rotation_period'),
    ({ purpose }) => purpose === 'ENCRYPT_DECRYPT',
  ),
  breakTerraform(
    'ENC-003',
    'allows every action on a key',
    'aws_kms_key',
    replaceText('"kms:CancelKeyDeletion"', '"kms:*"'),
  ),
  breakTerraform(
    'ENC-003',
    'lets administrators decrypt',
    'aws_kms_key',
    replaceText('"kms:CancelKeyDeletion"', '"kms:Decrypt"'),
  ),
  breakTerraform('ENC-003', 'drops the policy of a key', 'aws_kms_key', unset('policy')),
  breakTerraform(
    'ENC-003',
    'lets anybody use a Google key',
    'google_kms_crypto_key_iam_member',
    set('member', 'allAuthenticatedUsers'),
  ),
  breakStack('ENC-004', 'writes state without encryption', set('terraform.backend.s3.encrypt', false), hasBackend),
  breakStack('ENC-004', 'writes state without a lock', unset('terraform.backend.s3.use_lockfile'), hasBackend),
  breakStack('ENC-004', 'keeps state on a disk', set('terraform.backend', { local: { path: 'terraform.tfstate' } })),
  breakTerraform(
    'ENC-005',
    'accepts TLS 1.0',
    'cloudflare_zone_setting',
    set('value', '1.0'),
    setting('min_tls_version'),
  ),
  breakTerraform('ENC-005', 'does not verify origins', 'cloudflare_zone_setting', set('value', 'full'), setting('ssl')),
  breakTerraform('ENC-005', 'answers plain HTTP', 'cloudflare_zone_setting', 'remove', setting('always_use_https')),
  breakTerraform(
    'ENC-005',
    'accepts origins without a client certificate',
    'cloudflare_authenticated_origin_pulls_settings',
    set('enabled', false),
  ),
  breakTerraform('ENC-005', 'asks for health over HTTP', 'cloudflare_load_balancer_monitor', set('type', 'http')),
  breakTerraform(
    'ENC-006',
    'lets a cache answer in plain text',
    'aws_elasticache_replication_group',
    set('transit_encryption_mode', 'preferred'),
  ),
  breakTerraform(
    'ENC-006',
    'lets a Google cache answer in plain text',
    'google_memorystore_instance',
    set('transit_encryption_mode', 'TRANSIT_ENCRYPTION_DISABLED'),
  ),
  breakTerraform(
    'ENC-006',
    'lets everybody use a Google cache',
    'google_memorystore_instance',
    unset('authorization_mode'),
  ),
  breakTerraform('ENC-006', 'lets everybody use a cache', 'aws_elasticache_replication_group', unset('user_group_ids')),
  breakTerraform(
    'ENC-006',
    'switches the user without a password on',
    'aws_elasticache_user',
    set('access_string', 'on ~* +@all'),
    ({ user_name }) => user_name === 'default',
  ),
];

function hasBackend({ terraform }: EditableObject): boolean {
  return JSON.stringify(terraform).includes('"s3"');
}
