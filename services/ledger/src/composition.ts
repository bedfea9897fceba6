import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import type { EventBus } from '../../kit/src/events/event.js';
import type { HealthChecks } from '../../kit/src/http/health.js';
import type { HomeLease } from '../../kit/src/leases/home-lease.js';
import type { Logger } from '../../kit/src/logging/logger.js';
import type { TokenVerifier } from '../../kit/src/security/token-verifier.js';
import type { Journal } from './journal/commands.js';
import type { LedgerSettings } from './settings.js';

/** What a ledger is made of: servers in production, their embedded counterparts in one process. It closes none of them. */
export interface LedgerParts {
  /** Migrated to the newest version. */
  readonly database: Database;
  readonly bus: EventBus;
  readonly lease: HomeLease;
  readonly verifier: TokenVerifier;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A composed ledger: its API is ready to listen, its roles run from `start` to `stop`. */
export interface Ledger {
  /** Not listening yet: the caller chooses the port, or injects requests. */
  readonly server: FastifyInstance;
  readonly health: HealthChecks;
  readonly journal: Journal;
  /** Starts relay, projector, sagas, auditor and consumers. */
  readonly start: () => Promise<void>;
  /** Answers what is in hand, then stops the roles and the journal. */
  readonly stop: () => Promise<void>;
}

export type ComposeLedger = (settings: LedgerSettings, parts: LedgerParts) => Promise<Ledger>;
