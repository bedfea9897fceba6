import { systemClock } from '../../../kit/src/clock/clock.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { openFlags } from '../../../kit/src/flags/open-flags.js';
import { createHealthChecks } from '../../../kit/src/http/health.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { createLogger } from '../../../kit/src/logging/logger.js';
import { createMemoryBus } from '../../../kit/src/messaging/memory-bus.js';
import { createTokenVerifier } from '../../../kit/src/security/token-verifier.js';
import { composeLedger } from '../composition.js';

const KEY_BYTES = 32;

/** The OpenAPI document of a whole ledger that never starts, so that it has every route that the program has. */
export async function openapiDocument(): Promise<string> {
  const logger = createLogger({ service: 'ledger', level: 'silent' });
  const database = await openEmbedded();
  const clock = systemClock;
  const settings = {
    ...{ location: 'here', peerLocations: [], journalLanes: 1, idempotencyRetentionHours: 168 },
    ...{ requestTimeoutMs: 800, maxInFlight: 1 },
    ...{ cursorKey: new Uint8Array(KEY_BYTES), subjectKeysKek: new Uint8Array(KEY_BYTES), replicationUrl: undefined },
    screening: { thresholdMinorUnits: 0n, decisionMs: 1 },
  };
  const ledger = composeLedger(settings, {
    ...{ database, clock, logger, rails: new Map(), bus: createMemoryBus(logger), lease: soleLease('here') },
    verifier: createTokenVerifier({ issuer: 'https://nobody', audience: 'nobody', jwks: { keys: [] }, clock }),
    flags: await openFlags({ service: 'ledger', file: undefined, logger }),
    health: createHealthChecks(),
  });
  await ledger.server.ready();
  const document = JSON.stringify(ledger.server.swagger(), null, 2);
  await ledger.server.close();
  await ledger.stop();
  await database.close();
  return document;
}
