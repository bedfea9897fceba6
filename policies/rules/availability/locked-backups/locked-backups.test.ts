import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { lockedBackups } from './locked-backups.js';

const whole = exampleIntent();
const only = (name: string) => ({ ...whole, locations: whole.locations.filter((location) => location.name === name) });

const aws = (lock: object, deleteAfter: number | string = 90) => ({
  intent: only('use1'),
  stacks: {
    'example-use1-audit': {
      resource: {
        aws_backup_vault: { vault: { name: 'payments' } },
        aws_backup_vault_lock_configuration: { lock: { backup_vault_name: '${aws_backup_vault.vault.name}', ...lock } },
        aws_backup_plan: { plan: { rule: [{ rule_name: 'daily', lifecycle: { delete_after: deleteAfter } }] } },
        aws_backup_selection: { all: {} },
      },
    },
  },
});
const gcp = (retention_policy: object) => ({
  intent: only('usc1'),
  stacks: {
    'example-usc1-cluster': {
      resource: {
        google_gke_backup_backup_plan: {
          plan: {
            backup_config: { all_namespaces: true, include_volume_data: true },
            backup_schedule: { cron_schedule: '0 3 * * *' },
            retention_policy: { ...retention_policy },
          },
        },
      },
    },
  },
});
const LOCK = { changeable_for_days: 3, min_retention_days: 30, max_retention_days: 400 };

describe('AVL-003 locked backups', () => {
  it('passes backups that nobody can delete', () => {
    expect(outcomesOf(lockedBackups, aws(LOCK))).toEqual(['pass']);
    expect(outcomesOf(lockedBackups, gcp({ locked: true, backup_delete_lock_days: 30 }))).toEqual(['pass']);
  });

  it('fails a lock that can be lifted, and backups that the vault would refuse', () => {
    expect(messagesOf(lockedBackups, aws({ min_retention_days: 30, max_retention_days: 400 }))).toEqual([
      'aws_backup_vault_lock_configuration.lock can be lifted at any time',
    ]);
    expect(messagesOf(lockedBackups, aws(LOCK, 7))).toEqual([
      'daily keeps backups for 7 days; the vault takes 30 to 400',
    ]);
    expect(messagesOf(lockedBackups, gcp({ locked: false, backup_delete_lock_days: 30 }))).toEqual([
      'the retention of google_gke_backup_backup_plan.plan can be changed',
    ]);
  });

  it('fails a location without backups', () => {
    expect(messagesOf(lockedBackups, { intent: only('use1') })).toEqual(['no vault holds backups']);
    expect(messagesOf(lockedBackups, { intent: only('usc1') })).toEqual(['no plan backs the cluster up']);
  });

  it('does not guess', () => {
    expect(outcomesOf(lockedBackups, aws(LOCK, '${var.days}'))).toEqual(['unknown']);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(lockedBackups, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
