import type { GcpLocation } from '../../../services/definition/platform.js';

export interface Night {
  /** Hour of every night, UTC, at which a backup begins. */
  readonly backupHour: number;
  /** One night a week, after the backup. */
  readonly maintenance: { readonly day: string; readonly hour: number };
}

/** Night in the middle of each jurisdiction; maintenance follows the backup, so that there is a fresh one. */
const NIGHTS: Readonly<Record<GcpLocation['jurisdiction'], Night>> = {
  us: { backupHour: 6, maintenance: { day: 'THURSDAY', hour: 8 } },
  eu: { backupHour: 23, maintenance: { day: 'FRIDAY', hour: 1 } },
};

/** Another day than AWS's locations have: no jurisdiction maintains both clouds in one night. */
export function nightOf({ jurisdiction }: GcpLocation): Night {
  return NIGHTS[jurisdiction];
}
