import { metrics } from '@opentelemetry/api';
import type { Database, SqlExecutor } from '../database/database.js';
import type { DomainEvent, EventBus } from '../events/event.js';
import type { Role } from '../lifecycle/role.js';
import type { Logger } from '../logging/logger.js';
import { repeat } from '../timing/repeat.js';

/** Publishes what a schema's outbox holds. */
export interface RelayOptions {
  readonly database: Database;
  readonly bus: EventBus;
  readonly schema: string;
  readonly logger: Logger;
  /** Events published and deleted in one transaction. */
  readonly batchSize?: number;
  /** Pause after a batch that was not full: many small ones would cost the database more than they save in time. */
  readonly idleMs?: number;
}

interface OutboxRow {
  readonly id: bigint;
  readonly event: DomainEvent;
  readonly age_seconds: number;
}

/** Longer than a bus tries before it says no. */
const PUBLISH_WITHIN_MS = 120_000;
const DEFAULTS = { batchSize: 500, idleMs: 25 };

/**
 * Takes events in the order of their numbers, publishes them, and deletes them in the same transaction. Whoever holds the
 * transaction's advisory lock is the one relay; when it dies in between, events are published twice but never out of order or lost.
 */
export function startRelay(options: RelayOptions): Role {
  const { database, bus, schema, logger } = options;
  const { batchSize, idleMs } = { ...DEFAULTS, ...options };
  const meter = metrics.getMeter('finflow');
  const published = meter.createCounter('finflow_outbox_published');
  const age = meter.createGauge('finflow_outbox_oldest_seconds', {
    description: 'age of the oldest unpublished event',
  });

  const relayBatch = (): Promise<number> =>
    database.transaction(
      async (sql) => {
        if (!(await isTheRelay(sql, schema))) return 0;
        const rows = await sql.query<OutboxRow>(
          `SELECT id, event, extract(epoch FROM clock_timestamp() - created_at)::float8 AS age_seconds
           FROM ${schema}.outbox ORDER BY id LIMIT $1`,
          [batchSize],
          `${schema}-outbox-take`,
        );
        age.record(rows[0]?.age_seconds ?? 0, { schema });
        if (rows.length === 0) return 0;
        await bus.publish(rows.map(({ event }) => event));
        await sql.query(
          `DELETE FROM ${schema}.outbox WHERE id = ANY ($1::bigint[])`,
          [rows.map(({ id }) => id)],
          `${schema}-outbox-delete`,
        );
        published.add(rows.length, { schema });
        return rows.length;
      },
      { statementTimeoutMs: 30_000, idleTimeoutMs: PUBLISH_WITHIN_MS },
    );

  return repeat({
    name: `${schema} outbox relay`,
    idleMs,
    logger,
    work: async () => (await relayBatch()) === batchSize,
  });
}

async function isTheRelay(sql: SqlExecutor, schema: string): Promise<boolean> {
  const [row] = await sql.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked`,
    [`${schema}.outbox.relay`],
    'outbox-relay-lock',
  );
  return row?.locked === true;
}
