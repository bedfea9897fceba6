import { IAM_USERS_GROUP } from '../../../services/definition/names.js';

/** A rule that AWS maintains. */
export interface ManagedRule {
  readonly identifier: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * What must hold for the account whoever changed it, by rule name (AWS Config developer guide, list of managed rules). The standards of
 * Security Hub check far more; these are the ones whose history an auditor asks for.
 */
export const CONFIG_RULES: Readonly<Record<string, ManagedRule>> = {
  'backups-cannot-be-deleted': { identifier: 'BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED' },
  'backups-encrypted': { identifier: 'BACKUP_RECOVERY_POINT_ENCRYPTED' },
  'cluster-api-private': { identifier: 'EKS_ENDPOINT_NO_PUBLIC_ACCESS' },
  'cluster-secrets-encrypted': { identifier: 'EKS_SECRETS_ENCRYPTED' },
  'default-groups-closed': { identifier: 'VPC_DEFAULT_SECURITY_GROUP_CLOSED' },
  'flows-logged': { identifier: 'VPC_FLOW_LOGS_ENABLED' },
  'iam-users-grouped': { identifier: 'IAM_USER_GROUP_MEMBERSHIP_CHECK', parameters: { groupNames: IAM_USERS_GROUP } },
  'iam-users-second-factor': { identifier: 'IAM_USER_MFA_ENABLED' },
  'keys-rotated': { identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED' },
  'metadata-version-2': { identifier: 'EC2_IMDSV2_CHECK' },
  'no-administrator-policies': { identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS' },
  'no-ssh-from-anywhere': { identifier: 'INCOMING_SSH_DISABLED' },
  'root-second-factor': { identifier: 'ROOT_ACCOUNT_MFA_ENABLED' },
  'root-without-keys': { identifier: 'IAM_ROOT_ACCESS_KEY_CHECK' },
  'storage-never-public': { identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC' },
  'storage-tls-only': { identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY' },
  'threats-watched': { identifier: 'GUARDDUTY_ENABLED_CENTRALIZED' },
  'trail-encrypted': { identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED' },
  'trail-everywhere': { identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED' },
  'trail-validated': { identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED' },
  'volumes-encrypted': { identifier: 'ENCRYPTED_VOLUMES' },
};
