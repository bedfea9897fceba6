import { TOKEN_AUDIENCE } from '../../../definition/names.js';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { connectPostgres } from '../../../kit/src/database/postgres-database.js';
import { openFlags } from '../../../kit/src/flags/open-flags.js';
import type { HealthChecks } from '../../../kit/src/http/health.js';
import { acquireHomeLease } from '../../../kit/src/leases/acquire-home-lease.js';
import { type HomeLease, soleLease } from '../../../kit/src/leases/home-lease.js';
import type { RunningRoles } from '../../../kit/src/lifecycle/running-roles.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { createTokenVerifier } from '../../../kit/src/security/token-verifier.js';
import { observeBus } from '../../../kit/src/telemetry/observe-bus.js';
import { observeDatabase } from '../../../kit/src/telemetry/observe-database.js';
import type { LedgerParts } from '../composition.js';
import { connectRails } from '../rails/connect-rails.js';
import type { LedgerEnvironment } from '../settings.js';
import { MIGRATIONS } from './migrations-folder.js';
import { openBus } from './open-bus.js';
import type { ProgramContract } from './program-contract.js';

/** What opening the parts of a ledger takes. */
export interface PartsRequest {
  readonly environment: LedgerEnvironment;
  readonly contract: ProgramContract;
  readonly logger: Logger;
  readonly health: HealthChecks;
  /** Gets everything that has to be closed, in order. */
  readonly roles: RunningRoles;
}

/** A home that lost its location can be taken over after this time. */
const LEASE_SECONDS = 10;

/** Longest statement outside of the journal's own transactions. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Connects to the servers that the environment names; what it does not name is embedded. */
export async function openParts({ environment, contract, logger, health, roles }: PartsRequest): Promise<LedgerParts> {
  const database = observeDatabase(await openDatabase(environment, contract, logger));
  roles.add({ name: 'database', stop: () => database.close() });
  const bus = observeBus(openBus(environment, logger));
  roles.add({ name: 'bus', stop: () => bus.close() });
  const lease = openLease(environment, logger);
  roles.add({ name: 'home lease', stop: () => lease.close() });
  const flags = roles.add(await openFlags({ service: 'ledger', file: environment.FLAGS_FILE, logger }));
  health.add({ name: 'database', check: async () => (await database.query('SELECT 1 AS alive')).length === 1 });
  const clock = systemClock;
  const rails = connectRails(environment, clock);
  const verifier = createTokenVerifier({
    issuer: environment.TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    jwks: new URL(environment.TOKEN_KEYS_URL),
    clock,
  });
  return { database, bus, lease, verifier, flags, rails, health, logger, clock };
}

async function openDatabase(
  { DATABASE_URL, EMBEDDED_DIRECTORY }: LedgerEnvironment,
  { maxConnections }: ProgramContract,
  logger: Logger,
): Promise<Database> {
  if (DATABASE_URL !== undefined) {
    return connectPostgres({
      url: DATABASE_URL,
      maxConnections,
      applicationName: 'ledger',
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      onConnectionLost: (error) => {
        logger.warn({ err: error }, 'a connection to the database was lost');
      },
    });
  }
  const database = await openEmbedded(EMBEDDED_DIRECTORY);
  await migrate(database, MIGRATIONS, { direction: 'up' });
  return database;
}

/** A second location may exist wherever there is a witness, so without its lease nothing may be written. */
function openLease(
  { FINFLOW_HOME, FINFLOW_LOCATION, WITNESS_ENDPOINTS }: LedgerEnvironment,
  logger: Logger,
): HomeLease {
  const home = FINFLOW_HOME ?? FINFLOW_LOCATION;
  if (WITNESS_ENDPOINTS === undefined) return soleLease(home);
  const endpoints = WITNESS_ENDPOINTS.split(',');
  return acquireHomeLease({
    endpoints,
    home,
    holder: FINFLOW_LOCATION,
    ttlSeconds: LEASE_SECONDS,
    clock: systemClock,
    logger,
  });
}
