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
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { repeat, sleep } from '../../../kit/src/timing/repeat.js';
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
  /** Direct connection for change data capture; without one the journal is polled. */
  readonly replicationUrl: string | undefined;
}

const POLL_EVERY_MS = 20;
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
  const giveUp = (error: unknown): void => {
    broken.record(1);
    logger.fatal({ err: error }, 'the read model stops here: run `ledger rebuild`');
  };
  return replicationUrl === undefined
    ? poll(database, logger, apply, giveUp)
    : follow(parts, replicationUrl, apply, giveUp);
}

type Apply = (changes: readonly JournalChange[]) => Promise<void>;

/** Reads the journal's tables book by book: for a database without logical replication. */
function poll(database: Database, logger: Logger, apply: Apply, giveUp: (error: unknown) => void): Role {
  const position = async (bookId: number): Promise<bigint> => {
    const [row] = await database.query<{ sequence: bigint }>(
      `SELECT sequence FROM ${READ_SCHEMA}.positions WHERE book_id = $1`,
      [bookId],
    );
    return row?.sequence ?? 0n;
  };
  let hopeless = false;
  const work = async (): Promise<boolean> => {
    if (hopeless) return false;
    try {
      await readBooks(database, RECORDS_AT_ONCE, position, apply);
    } catch (error) {
      if (!(error instanceof ProjectionGap)) throw error;
      hopeless = true;
      giveUp(error);
    }
    return false;
  };
  return repeat({ name: 'projection', idleMs: POLL_EVERY_MS, logger, work });
}

/** Follows the slot; whoever of several processes gets it is the projector. */
function follow(
  { database, logger }: ProjectionParts,
  url: string,
  apply: Apply,
  giveUp: (error: unknown) => void,
): Role {
  const stop = new AbortController();
  const { signal } = stop;
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
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
    stop: () => {
      stop.abort();
      return finished;
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
      () => Promise.resolve(0n),
      (changes) => applyChanges(sql, READ_SCHEMA, changes),
    ),
  );
}
