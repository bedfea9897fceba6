import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { newId } from '../../src/journal/identifiers.js';
import { creditFromHome } from '../../src/movements/credit-from-home.js';
import { HOME_CREDIT_TOPICS } from '../../src/movements/home-credit-events.js';
import type { Movement } from '../../src/movements/movement.js';
import type { MovementParts } from '../../src/movements/movement-parts.js';
import { readMovement } from '../../src/movements/movement-reads.js';
import { dueMovements } from '../../src/movements/movement-store.js';
import { runMovement } from '../../src/movements/run-movement.js';
import { settleFromHome } from '../../src/movements/settle-from-home.js';
import { type MovementRequest, startMovement } from '../../src/movements/start-movement.js';
import { derivedUuid } from '../../src/movements/step-identity.js';
import { MOVEMENT_LIMITS } from '../../src/movements/transition.js';
import { DecidedJournal } from './decided-journal.js';
import type { SimulatedRail } from './simulated-rail.js';

/** A database with the tables of movements. */
export async function movementDatabase(): Promise<Database> {
  const database = await openEmbedded();
  await migrate(database, fileURLToPath(new URL('../../migrations', import.meta.url)), { direction: 'up' });
  return database;
}

/** One home: its database and journal outlive every process that uses them. */
export class World {
  readonly ledger: DecidedJournal;
  readonly parts: MovementParts;

  constructor(
    readonly database: Database,
    readonly home: string,
    rails: readonly SimulatedRail[],
    peerHomes: readonly string[] = [],
    compensationAttempts = 5,
  ) {
    this.ledger = new DecidedJournal(home);
    this.parts = {
      ...{ database, journal: this.ledger.journal, records: this.ledger.records, home, peerHomes },
      rails: new Map(rails.map((rail) => [rail.name, rail])),
      ...{ clock: systemClock, logger: silentLogger(), lease: soleLease(home) },
      limits: { ...MOVEMENT_LIMITS, compensationAttempts },
    };
  }

  /** Opens a customer's account, with money in it that came from outside. */
  async openAccount(bookId: number, balance = 0n, balanceLimit: bigint | null = null): Promise<string> {
    const open = async (accountKind: 'customer' | 'external', overdraftLimit: bigint | null): Promise<string> => {
      const accountId = newId(bookId, systemClock);
      await this.ledger.journal.submit({
        ...{ type: 'open-account', bookId, accountId, currency: 'USD', accountKind, holderRef: null, overdraftLimit },
        ...{ transferLimit: null, balanceLimit, metadata: {}, requestedBy: 'test', claim: claimOf(accountId) },
      });
      return accountId;
    };
    const accountId = await open('customer', 0n);
    if (balance === 0n) return accountId;
    const from = await open('external', null);
    const transferId = newId(bookId, systemClock);
    await this.ledger.journal.submit({
      ...{ type: 'post-transfer', bookId, transferId, currency: 'USD', actingHolder: null, metadata: {}, sagaId: null },
      ...{ postings: [{ from, to: accountId, amount: balance }], counterpartyRef: null, requestedBy: 'test' },
      claim: claimOf(transferId),
    });
    return accountId;
  }

  async change(accountId: string, state: 'open' | 'frozen'): Promise<void> {
    const account = this.ledger.state.accounts.get(accountId);
    if (account !== undefined) account.state = state;
    await Promise.resolve();
  }

  balance(accountId: string): bigint {
    return this.ledger.state.accounts.get(accountId)?.posted ?? 0n;
  }

  start(request: MovementRequest, key: string, parts = this.parts): Promise<Movement> {
    const asker = { claim: claimOf(key), holder: null, requestedBy: 'client:test' };
    return startMovement(parts, request, asker).then(({ movement }) => movement);
  }

  /** Runs everything that is due until nothing is. */
  async run(parts = this.parts): Promise<void> {
    for (
      let due = await dueMovements(parts.database, 100);
      due.length > 0;
      due = await dueMovements(parts.database, 100)
    ) {
      for (const one of due) await runMovement(parts, one);
    }
  }

  /** Lets time pass for deadlines, leases and retries. */
  passTime(ms: number): Promise<unknown> {
    const back = `- ${ms} * interval '1 millisecond'`;
    return this.database
      .query(`UPDATE ledger.movements SET due_at = due_at ${back}, leased_until = leased_until ${back},
      deadline_at = deadline_at ${back}, created_at = created_at`);
  }

  async movement(movementId: string): Promise<Movement> {
    const movement = await readMovement(this.database, movementId);
    if (movement === undefined) throw new Error('no movement');
    return movement;
  }

  /** Takes what waits in the outbox, as the relay does. */
  async takeOutbox(): Promise<DomainEvent[]> {
    const rows = await this.database.query<{ event: DomainEvent }>(
      `WITH taken AS (DELETE FROM ledger.outbox RETURNING id, event) SELECT event FROM taken ORDER BY id`,
    );
    return rows.map(({ event }) => event);
  }

  /** Makes the database forget what earlier tests did with movements. */
  forget(): Promise<void> {
    return this.database
      .script(`SET session_replication_role = replica; DELETE FROM ledger.movements; DELETE FROM ledger.outbox;
      DELETE FROM ledger.processed_events; DELETE FROM ledger.home_credits; SET session_replication_role = origin`);
  }

  /** What the home's consumers do with a message. */
  async receive(event: DomainEvent, parts = this.parts): Promise<void> {
    if (event.type === HOME_CREDIT_TOPICS.requested) await creditFromHome(parts, event);
    if (event.type === HOME_CREDIT_TOPICS.settled) await settleFromHome(parts, event);
  }
}

export const claimOf = (text: string) => ({ key: derivedUuid('test', text), bodyHash: derivedUuid('test', text) });
