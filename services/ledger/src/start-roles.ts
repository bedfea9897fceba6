import { randomUUID } from 'node:crypto';
import type { Database } from '../../kit/src/database/database.js';
import type { EventBus } from '../../kit/src/events/event.js';
import type { RunningRoles } from '../../kit/src/lifecycle/running-roles.js';
import type { Logger } from '../../kit/src/logging/logger.js';
import type { Clock } from '../../kit/src/clock/clock.js';
import type { HomeLease } from '../../kit/src/leases/home-lease.js';
import { startRelay } from '../../kit/src/outbox/start-relay.js';
import { startAuditor } from './auditor/start-auditor.js';
import { startSealer } from './chain/start-sealer.js';
import { startDecisionConsumer } from './decisions/start-decision-consumer.js';
import { startRetention } from './idempotency/start-retention.js';
import type { Journal } from './journal/commands.js';
import { startHoldExpiry } from './journal/start-hold-expiry.js';
import { startMovementMetrics } from './movements/movement-metrics.js';
import { LEDGER_SCHEMA, type MovementParts } from './movements/movement-parts.js';
import { startHomeCredits } from './movements/start-home-credits.js';
import { type RunningMovements, startMovements } from './movements/start-movements.js';
import { startProjection } from './read-model/start-projection.js';

/** What the roles of a ledger work with. */
export interface RoleParts {
  readonly database: Database;
  readonly bus: EventBus;
  readonly journal: Journal;
  readonly lease: HomeLease;
  readonly movements: MovementParts;
  /** Direct connection for change data capture; undefined where the journal is polled. */
  readonly replicationUrl: string | undefined;
  /** How long answers to idempotency keys are kept. */
  readonly retentionHours: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Starts everything that works without being asked, in the order in which the parts need each other. */
export async function startRoles(running: RunningRoles, parts: RoleParts): Promise<RunningMovements> {
  const { database, bus, journal, lease, logger, clock, replicationUrl, retentionHours } = parts;
  const holder = randomUUID();
  running.add(startRelay({ database, bus, schema: LEDGER_SCHEMA, logger }));
  running.add(startProjection({ database, clock, logger, holder, replicationUrl }));
  running.add(startSealer({ database, logger }));
  running.add(startAuditor({ database, clock, logger, holder }));
  running.add(startHoldExpiry({ database, journal, lease, clock, logger }));
  running.add(startRetention({ database, clock, logger, home: lease.home, retentionHours }));
  running.add(startMovementMetrics(database, logger));
  const movements = running.add(startMovements(parts.movements));
  running.add(await startHomeCredits(parts.movements, bus));
  running.add(await startDecisionConsumer({ database, journal, clock }, bus));
  return movements;
}
