import type { MemorystoreInstanceConfig } from '@cdktf/provider-google/lib/memorystore-instance/index.js';
import type { Service } from '../../../services/definition/platform.js';

type Redis = NonNullable<Service['data']['redis']>;

/** Daily backups of a cache whose content matters. */
const BACKUP_RETENTION = `${7 * 86_400}s`;

const PERSISTENCE = {
  none: { mode: 'DISABLED' },
  snapshot: { mode: 'RDB', rdbConfig: { rdbSnapshotPeriod: 'ONE_HOUR' } },
  'append-only': { mode: 'AOF', aofConfig: { appendFsync: 'EVERY_SEC' } },
} as const;

/** What survives the loss of a node, and of the whole cache. A cache that declares nothing keeps nothing. */
export function persistenceOf(
  persistence: Redis['persistence'],
  backupHour: number,
): Pick<MemorystoreInstanceConfig, 'automatedBackupConfig' | 'persistenceConfig'> {
  const persistenceConfig = PERSISTENCE[persistence];
  if (persistence === 'none') return { persistenceConfig };
  return {
    persistenceConfig,
    automatedBackupConfig: {
      retention: BACKUP_RETENTION,
      fixedFrequencySchedule: { startTime: { hours: backupHour } },
    },
  };
}
