import { z } from 'zod';
import { ConfigurationError } from '../../../kit/src/configuration/read-configuration.js';
import type { LedgerEnvironment } from '../settings.js';

/** What the ledger reads of its own declaration; field names are the platform's. */
const programContract = z.object({
  terminationGraceSeconds: z.number().positive(),
  location: z.object({ standby: z.string().nullable() }),
  resilience: z.object({ timeoutMs: z.number().positive() }),
  data: z.object({ postgres: z.object({ pooler: z.object({ connectionsPerReplica: z.int().positive() }) }) }),
});

/** Limits that the platform sets around the program. */
export interface ProgramContract {
  /** Callers' proxies give up after this. */
  readonly requestTimeoutMs: number;
  /** Time between SIGTERM and SIGKILL. */
  readonly terminationGraceMs: number;
  readonly maxConnections: number;
  /** Location that may take over, so that a lease is needed to write. */
  readonly standby: string | null;
}

/** Where no platform is around the program. */
export const NO_CONTRACT: ProgramContract = {
  requestTimeoutMs: 800,
  terminationGraceMs: 45_000,
  maxConnections: 40,
  standby: null,
};

/**
 * The contract beside the program, if there is one.
 *
 * @throws ConfigurationError for one that this program does not understand, or that asks for what is not configured
 */
export function contractOf(
  { CONTRACT_FILE, WITNESS_ENDPOINTS }: LedgerEnvironment,
  readText: (file: string) => string,
): ProgramContract {
  if (CONTRACT_FILE === undefined) return NO_CONTRACT;
  const contract = readContract(readText(CONTRACT_FILE));
  if (contract.standby !== null && WITNESS_ENDPOINTS === undefined) {
    throw new ConfigurationError([`WITNESS_ENDPOINTS: is missing, and ${contract.standby} may take over at any time`]);
  }
  return contract;
}

function readContract(text: string): ProgramContract {
  const read = programContract.safeParse(JSON.parse(text));
  if (!read.success) {
    throw new ConfigurationError(
      read.error.issues.map(({ path, message }) => `CONTRACT_FILE (${path.join('.')}): ${message}`),
    );
  }
  const { terminationGraceSeconds, location, resilience, data } = read.data;
  return {
    requestTimeoutMs: resilience.timeoutMs,
    terminationGraceMs: terminationGraceSeconds * 1000,
    maxConnections: data.postgres.pooler.connectionsPerReplica,
    standby: location.standby,
  };
}
