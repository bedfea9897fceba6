import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import type { EventBus } from '../../kit/src/events/event.js';
import type { Flags } from '../../kit/src/flags/open-flags.js';
import { createServer } from '../../kit/src/http/create-server.js';
import type { HealthChecks } from '../../kit/src/http/health.js';
import type { HomeLease } from '../../kit/src/leases/home-lease.js';
import { createRunningRoles } from '../../kit/src/lifecycle/running-roles.js';
import type { Logger } from '../../kit/src/logging/logger.js';
import type { TokenVerifier } from '../../kit/src/security/token-verifier.js';
import { createCursors } from './api/cursor.js';
import { addLedgerRoutes } from './api/ledger-routes.js';
import { createBookshelf } from './books/bookshelf.js';
import { ledgerSource } from './events/ledger-events.js';
import type { Journal } from './journal/commands.js';
import { startJournal } from './journal/start-journal.js';
import { movementRoutes } from './movements/movement-routes.js';
import { MOVEMENT_LIMITS } from './movements/transition.js';
import { LEDGER_PROBLEMS, ledgerProblem, type ProblemCode } from './problems.js';
import type { PaymentRail } from './rails/payment-rail.js';
import { createReadModel } from './read-model/read-model.js';
import { createJournalHistory } from './records/journal-history.js';
import { createSqlRecords } from './records/sql-records.js';
import type { LedgerSettings } from './settings.js';
import { startRoles } from './start-roles.js';
import { createSubjectDirectory } from './subjects/subject-directory.js';

/** What a ledger is made of: servers in production, their embedded counterparts in one process. It closes none of them. */
export interface LedgerParts {
  /** Migrated to the newest version. */
  readonly database: Database;
  readonly bus: EventBus;
  readonly lease: HomeLease;
  readonly verifier: TokenVerifier;
  readonly flags: Flags;
  /** Ways for money into and out of the ledger, by name. */
  readonly rails: ReadonlyMap<string, PaymentRail>;
  readonly health: HealthChecks;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** A composed ledger: its API is ready to listen, its roles run from `start` to `stop`. */
export interface Ledger {
  /** Not listening yet: the caller chooses the port, or injects requests. */
  readonly server: FastifyInstance;
  readonly journal: Journal;
  /** Starts relay, projector, movements, auditor and consumers. */
  readonly start: () => Promise<void>;
  /** Stops the roles, then the journal. Stop listening first. */
  readonly stop: () => Promise<void>;
}

const SCREENING_FLAG = 'ledger-async-posting';

/** Every flag that the ledger asks for. */
export const LEDGER_FLAGS: readonly string[] = [SCREENING_FLAG];

/** Bodies hold at most a hundred postings and twenty labels. */
const LARGEST_BODY_BYTES = 64 * 1024;
const API_VERSION = '1.0.0';
/** The program around has a deadline of its own. */
const STOP_WITHIN_MS = 30_000;

/** Puts a ledger together from its parts. Nothing runs until `start`, but requests can be injected. */
export function composeLedger(settings: LedgerSettings, parts: LedgerParts): Ledger {
  const { database, lease, verifier, health, logger, clock, flags } = parts;
  const journal = startJournal({
    ...{ database, lease, clock, logger },
    source: ledgerSource(settings.location),
    lanes: settings.journalLanes,
    deadlineMs: settings.requestTimeoutMs,
  });
  const records = createSqlRecords(database);
  const journalHistory = createJournalHistory(database);
  const cursors = createCursors(settings.cursorKey);
  const server = createServer({
    ...{ name: 'ledger', version: API_VERSION, logger, verifier, health },
    problems: (Object.keys(LEDGER_PROBLEMS) as ProblemCode[]).map(ledgerProblem),
    limits: {
      bodyBytes: LARGEST_BODY_BYTES,
      maxInFlight: settings.maxInFlight,
      requestTimeoutMs: settings.requestTimeoutMs,
    },
  });
  const readModel = createReadModel(database);
  const subjects = createSubjectDirectory({ database, clock, keyEncryptionKey: settings.subjectKeysKek });
  const movementParts = {
    ...{ database, journal, records, lease, clock, logger, rails: parts.rails, limits: MOVEMENT_LIMITS },
    home: settings.location,
    peerHomes: settings.peerLocations,
  };
  let wake = (): void => undefined;
  addLedgerRoutes(server, {
    ...{ journal, records, journalHistory, readModel, subjects, cursors, clock },
    books: createBookshelf(database, settings.location),
    screening: { ...settings.screening, active: () => flags.boolean(SCREENING_FLAG, false) },
  });
  movementRoutes(server, { ...movementParts, subjects, cursors, wake: () => wake() });
  const running = createRunningRoles(logger);
  return {
    server,
    journal,
    start: async () => {
      const movements = await startRoles(running, {
        ...parts,
        journal,
        movements: movementParts,
        replicationUrl: settings.replicationUrl,
        retentionHours: settings.idempotencyRetentionHours,
      });
      wake = movements.wake;
    },
    stop: async () => {
      await running.stop(STOP_WITHIN_MS);
      await journal.close();
    },
  };
}
