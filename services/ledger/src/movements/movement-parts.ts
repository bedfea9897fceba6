import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { HomeLease } from '../../../kit/src/leases/home-lease.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import type { Journal } from '../journal/commands.js';
import type { PaymentRail } from '../rails/payment-rail.js';
import type { JournalRecords } from '../records/journal-records.js';
import type { MovementLimits } from './transition.js';

/** What movements need around them. */
export interface MovementParts {
  readonly database: Database;
  readonly journal: Journal;
  readonly records: JournalRecords;
  /** By name. */
  readonly rails: ReadonlyMap<string, PaymentRail>;
  /** Location that this program writes for. */
  readonly home: string;
  /** Without it this location touches neither rows nor rails. */
  readonly lease: Pick<HomeLease, 'currentEpoch'>;
  /** The other locations of the jurisdiction. Money never moves to any other by itself. */
  readonly peerHomes: readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: MovementLimits;
}

/** Who movements are to the journal. */
export const MOVEMENTS_ACTOR = 'system:movements';

/** Schema of the journal's and the movements' tables. */
export const LEDGER_SCHEMA = 'ledger';
