import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan/index.js';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection/index.js';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault/index.js';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { BACKUP_TAG } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineCustomerKey, USE_KEY } from '../customer-key.js';
import { durableLifecycle } from '../durable.js';
import { serviceTrust } from '../policy-document.js';

/** The shortest time AWS allows until a lock can no longer be taken back, by anybody. */
const GRACE_DAYS = 3;
/** When little happens in both jurisdictions (UTC), daily and on the first of the month. */
const DAILY = 'cron(0 3 * * ? *)';
const MONTHLY = 'cron(0 5 1 * ? *)';
const START_WINDOW_MINUTES = 60;
const COMPLETION_WINDOW_MINUTES = 360;

/** Volumes of pods carry this tag of the EBS driver; anything else asks for backups by the platform's own. */
const SELECTED = [{ key: 'ebs.csi.aws.com/cluster', value: 'true' }, BACKUP_TAG];

/** Backups in a vault that nobody can empty: each is kept as long as it was promised, also from the account's root. */
export function defineBackups(stack: PlatformStack, platform: Platform, location: AwsLocation): void {
  const { auditLogsDays, auditLogsHotDays } = platform.environment.retention;
  const role = defineBackupRole(stack, location);
  const key = defineCustomerKey(stack, {
    platform,
    location,
    name: 'backup-vault',
    description: `Backups of ${location.clusterName}`,
    uses: [
      { Sid: 'EncryptBackups', Effect: 'Allow', Principal: { AWS: role.arn }, Action: USE_KEY },
      {
        Sid: 'GrantToStorage',
        Effect: 'Allow',
        Principal: { AWS: role.arn },
        Action: 'kms:CreateGrant',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  });
  const vault = new BackupVault(stack, 'vault', {
    name: location.clusterName,
    kmsKeyArn: key.arn,
    lifecycle: durableLifecycle(location),
  });
  new BackupVaultLockConfiguration(stack, 'vault-lock', {
    backupVaultName: vault.name,
    changeableForDays: GRACE_DAYS,
    minRetentionDays: auditLogsHotDays,
    maxRetentionDays: auditLogsDays,
    lifecycle: durableLifecycle(location),
  });
  const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
    ruleName,
    schedule,
    targetVaultName: vault.name,
    startWindow: START_WINDOW_MINUTES,
    completionWindow: COMPLETION_WINDOW_MINUTES,
    lifecycle: { deleteAfter },
  });
  const plan = new BackupPlan(stack, 'backup-plan', {
    name: location.clusterName,
    rule: [rule('daily', DAILY, auditLogsHotDays), rule('monthly', MONTHLY, auditLogsDays)],
  });
  new BackupSelection(stack, 'backup-selection', {
    name: 'tagged',
    planId: plan.id,
    iamRoleArn: role.arn,
    selectionTag: SELECTED.map(({ key: tag, value }) => ({ type: 'STRINGEQUALS', key: tag, value })),
  });
}

function defineBackupRole(stack: PlatformStack, { clusterName, account }: AwsLocation): IamRole {
  const role = new IamRole(stack, 'backup-role', {
    name: `${clusterName}-backup`,
    description: `Takes and restores backups of ${clusterName}`,
    assumeRolePolicy: serviceTrust('backup.amazonaws.com', account),
  });
  for (const duty of ['Backup', 'Restores'] as const)
    new IamRolePolicyAttachment(stack, `backup-role-${duty.toLowerCase()}`, {
      role: role.name,
      policyArn: `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${duty}`,
    });
  return role;
}
