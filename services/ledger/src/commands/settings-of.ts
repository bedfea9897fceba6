import { POOLER_PORT, POSTGRES_PORT } from '../../../definition/names.js';
import type { LedgerEnvironment, LedgerSettings } from '../settings.js';
import type { ProgramContract } from './program-contract.js';

/** Each is in hand for a few milliseconds; more would only wait for the lanes. */
const MOST_IN_FLIGHT = 1_000;

/** Settings of a ledger that runs by itself. */
export const settingsOf = (environment: LedgerEnvironment, contract: ProgramContract): LedgerSettings => ({
  location: environment.FINFLOW_HOME ?? environment.FINFLOW_LOCATION,
  peerLocations: environment.FINFLOW_PEER_LOCATIONS,
  cursorKey: environment.CURSOR_KEY,
  subjectKeysKek: environment.SUBJECT_KEYS_KEK,
  journalLanes: environment.JOURNAL_LANES,
  idempotencyRetentionHours: environment.IDEMPOTENCY_RETENTION_HOURS,
  screening: {
    thresholdMinorUnits: BigInt(environment.SCREENING_ABOVE_MINOR_UNITS),
    decisionMs: environment.SCREENING_DECISION_MS,
  },
  requestTimeoutMs: contract.requestTimeoutMs,
  maxInFlight: MOST_IN_FLIGHT,
  replicationUrl: environment.DATABASE_URL === undefined ? undefined : directUrl(environment.DATABASE_URL),
});

/** Change data capture and migrations need a session of their own, so they go past the pooler. */
export function directUrl(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  if (url.port === String(POOLER_PORT)) url.port = String(POSTGRES_PORT);
  return url.href;
}
