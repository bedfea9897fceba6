import type { SqlExecutor } from '../database/database.js';
import type { DomainEvent } from '../events/event.js';

/**
 * Writes events in the transaction that causes them. Order is kept for each partition key when its writers hold a lock of their own
 * while they write, because numbers are given out in that order.
 */
export async function appendToOutbox(sql: SqlExecutor, schema: string, events: readonly DomainEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql.query(
    `INSERT INTO ${schema}.outbox (partition_key, topic, event)
     SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[])`,
    [
      events.map(({ partitionkey }) => partitionkey),
      events.map(({ type }) => type),
      events.map((event) => JSON.stringify(event)),
    ],
    `${schema}-outbox-append`,
  );
}
