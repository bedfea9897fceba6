import { metrics } from '@opentelemetry/api';
import { readChanges } from '../../../kit/src/change-stream/read-changes.js';
import {
  createSlot,
  hasSlot,
  ReplicationSlotLost,
  requireSlot,
} from '../../../kit/src/change-stream/replication-slot.js';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { sqlState } from '../../../kit/src/database/sql-state.js';
import { acquireLeadership, releaseLeadership } from '../../../kit/src/leases/leadership.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { repeat, sleep } from '../../../kit/src/timing/repeat.js';
import { bookLayout } from '../books/book-layout.js';
import { applyChanges } from './apply-changes.js';
import { changesOf } from './captured-changes.js';
import { ProjectionGap, type JournalChange } from './journal-change.js';
import { readBooks } from './journal-source.js';
import { READ_SCHEMA } from './read-model.js';

/** Slot and publication of the projection; migration 0006 creates the publication. */
export const PROJECTION_SLOT = 'ledger_read';
export const PROJECTION_PUBLICATION = 'ledger_changes';

/** What the projection works with. */
export interface ProjectionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process among those that could project. */
  readonly holder: string;
  /** Direct connection for change data capture; without one the journal is polled. */
  readonly replicationUrl: string | undefined;
}

const POLL_EVERY_MS = 20;
/** The list of books asks every node of a cluster. */
const POLL_CLUSTER_EVERY_MS = 200;
/** Another process polls when the one that did has been silent for this long. */
const LEASE_MS = 10_000;
const RECORDS_AT_ONCE = 500;
const RETRY_MS = 1_000;
/** PostgreSQL: another process reads the slot. */
const OBJECT_IN_USE = '55006';

/**
 * Keeps the read model up to the journal. Missing records and a lost slot stop it for good and are said loudly: a read model with a
 * hole is worse than an old one.
 */
export function startProjection(parts: ProjectionParts): Role {
  const { database, clock, logger, replicationUrl } = parts;
  const meter = metrics.getMeter('finflow');
  const lag = meter.createGauge('finflow_ledger_projection_lag_seconds', {
    description: 'from the time of the newest applied record to its application',
  });
  const broken = meter.createGauge('finflow_ledger_projection_broken', {
    description: '1 when records are missing and the read model has to be rebuilt',
  });
  broken.record(0);
  const apply = async (changes: readonly JournalChange[]): Promise<void> => {
    const last = await database.transaction((sql) => applyChanges(sql, READ_SCHEMA, changes));
    for (const { recordedAt } of last) lag.record(Math.max(0, (clock.now().getTime() - recordedAt.getTime()) / 1000));
  };
  const giveUp: GiveUp = (error) => {
    broken.record(1);
    logger.fatal({ err: error }, 'the read model stops here: run `ledger rebuild`');
  };
  return replicationUrl === undefined
    ? poll(parts, POLL_EVERY_MS, apply, giveUp)
    : follow(parts, replicationUrl, apply, giveUp);
}

type Apply = (changes: readonly JournalChange[]) => Promise<void>;
type GiveUp = (error: unknown) => void;

/** Reads the journal's tables book by book: for a database without logical replication. One process of several does. */
function poll(
  { database, clock, logger, holder }: ProjectionParts,
  everyMs: number,
  apply: Apply,
  giveUp: GiveUp,
): Role {
  const lease = { schema: 'ledger', role: 'projection', holder, ttlMs: LEASE_MS };
  let leadsUntilMs = -Infinity;
  const leads = async (): Promise<boolean> => {
    const now = clock.monotonicMs();
    if (now < leadsUntilMs - LEASE_MS / 2) return true;
    const leadership = await acquireLeadership(database, lease);
    leadsUntilMs = leadership === undefined ? -Infinity : now + LEASE_MS;
    return leadership !== undefined;
  };
  let hopeless = false;
  const work = async (): Promise<boolean> => {
    if (hopeless || !(await leads())) return false;
    const positions = await database.query<{ bookId: number; sequence: bigint }>(
      `SELECT book_id AS "bookId", sequence FROM ${READ_SCHEMA}.positions`,
    );
    const known = new Map(positions.map(({ bookId, sequence }) => [bookId, sequence]));
    try {
      await readBooks(database, RECORDS_AT_ONCE, (bookId) => known.get(bookId) ?? 0n, apply);
    } catch (error) {
      if (!(error instanceof ProjectionGap)) throw error;
      hopeless = true;
      giveUp(error);
    }
    return false;
  };
  const role = repeat({ name: 'projection', idleMs: everyMs, logger, work });
  return {
    name: role.name,
    stop: async () => {
      await role.stop();
      await releaseLeadership(database, lease).catch(() => undefined);
    },
  };
}

/**
 * Follows the slot; whoever of several processes gets it is the projector. On a cluster there is no one slot that sees all books, and
 * the journal is polled.
 */
function follow(parts: ProjectionParts, url: string, apply: Apply, giveUp: GiveUp): Role {
  const { database, logger } = parts;
  const stop = new AbortController();
  const { signal } = stop;
  let polling: Role | undefined;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        if ((await bookLayout(database)) === 'spread by book') {
          logger.info('the books are spread over a cluster: the read model looks at the journal');
          polling = poll(parts, POLL_CLUSTER_EVERY_MS, apply, giveUp);
          return;
        }
        await begin(database);
        await requireSlot(database, PROJECTION_SLOT);
        await readChanges({
          ...{ url, signal, slot: PROJECTION_SLOT, publication: PROJECTION_PUBLICATION },
          onTransactions: (transactions) => apply(transactions.flatMap(changesOf)),
        });
      } catch (error) {
        if (error instanceof ProjectionGap || error instanceof ReplicationSlotLost) return giveUp(error);
        if (sqlState(error) !== OBJECT_IN_USE) logger.warn({ err: error }, 'the change stream will be resumed');
        await sleep(RETRY_MS, signal);
      }
    }
  };
  const finished = loop();
  return {
    name: 'projection',
    stop: async () => {
      stop.abort();
      await finished;
      await polling?.stop();
    },
  };
}

/**
 * The very first start makes the slot and then reads what was written before it; what both have is skipped. With anything applied
 * before, a slot that is missing is a loss.
 */
async function begin(database: Database): Promise<void> {
  const [started] = await database.query(`SELECT book_id FROM ${READ_SCHEMA}.positions LIMIT 1`);
  if (started !== undefined) return;
  if (!(await hasSlot(database, PROJECTION_SLOT))) await createSlot(database, PROJECTION_SLOT);
  // One transaction: whoever else begins waits for its rows, fails on them and finds everything in place when it tries again.
  await database.transaction((sql) =>
    readBooks(
      sql,
      RECORDS_AT_ONCE,
      () => 0n,
      (changes) => applyChanges(sql, READ_SCHEMA, changes),
    ),
  );
}
