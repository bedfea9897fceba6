import type { AwsLocation } from '../../../services/definition/platform.js';

export interface BackupHours {
  /** An hour of every night, UTC. */
  readonly snapshot: string;
  /** Two hours of one night a week, UTC, after the snapshot. */
  readonly maintenance: string;
}

/** Night in the middle of each jurisdiction; maintenance follows the snapshot, so that there is a fresh one. */
const NIGHTS: Readonly<Record<AwsLocation['jurisdiction'], BackupHours>> = {
  us: { snapshot: '06:00-07:00', maintenance: 'tue:07:30-tue:09:30' },
  eu: { snapshot: '23:00-00:00', maintenance: 'wed:00:30-wed:02:30' },
};

export function backupHours({ jurisdiction }: AwsLocation): BackupHours {
  return NIGHTS[jurisdiction];
}
