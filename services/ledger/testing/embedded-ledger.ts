import { randomBytes } from 'node:crypto';
import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { openEmbedded } from '../../kit/src/database/embedded-database.js';
import type { EventBus } from '../../kit/src/events/event.js';
import { openFlags } from '../../kit/src/flags/open-flags.js';
import { createHealthChecks } from '../../kit/src/http/health.js';
import { listen } from '../../kit/src/http/listen.js';
import { soleLease } from '../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { createMemoryBus } from '../../kit/src/messaging/memory-bus.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { createTokenVerifier } from '../../kit/src/security/token-verifier.js';
import { createTokenIssuer } from '../../kit/testing/token-issuer.js';
import { MIGRATIONS } from '../src/commands/migrations-folder.js';
import { composeLedger } from '../src/composition.js';
import type { PaymentRail } from '../src/rails/payment-rail.js';
import type { RunningLedger } from './running-ledger.js';

/** Parts that a test brings itself. */
export interface EmbeddedLedgerOptions {
  readonly database?: Database;
  readonly bus?: EventBus;
  readonly rails?: ReadonlyMap<string, PaymentRail>;
}

/** The whole ledger in this process, taking requests on a free port; on PGlite unless another database is given. */
export async function startEmbeddedLedger(given: EmbeddedLedgerOptions = {}): Promise<RunningLedger> {
  const logger = silentLogger();
  const clock = systemClock;
  const database = given.database ?? (await openEmbedded());
  await migrate(database, MIGRATIONS, { direction: 'up' });
  const issuer = await createTokenIssuer();
  const health = createHealthChecks();
  const bus = given.bus ?? createMemoryBus(logger);
  const ledger = composeLedger(
    {
      ...{ location: 'here', peerLocations: [], journalLanes: 4, idempotencyRetentionHours: 168 },
      ...{ requestTimeoutMs: 5_000, maxInFlight: 500 },
      ...{ cursorKey: randomBytes(32), subjectKeysKek: randomBytes(32), replicationUrl: undefined },
      screening: { thresholdMinorUnits: 100_000n, decisionMs: 60_000 },
    },
    {
      ...{ database, bus, clock, logger, health, lease: soleLease('here') },
      rails: given.rails ?? new Map(),
      verifier: createTokenVerifier({ issuer: issuer.issuer, audience: issuer.audience, jwks: issuer.keys(), clock }),
      flags: await openFlags({ service: 'ledger', file: undefined, logger }),
    },
  );
  await ledger.start();
  const http = await listen(ledger.server, 0, '127.0.0.1');
  health.started();
  return {
    port: http.port,
    database,
    tokenFor: (subject, ...scopes) => issuer.issue({ subject, scopes }),
    stop: async () => {
      await http.stop();
      await ledger.stop();
      await bus.close();
      await database.close();
    },
  };
}
