import type { SqlExecutor } from '../database/database.js';

/** The table of an idempotent consumer, for a service's migration. */
export const processedEventsTable = (schema: string): string => `CREATE TABLE ${schema}.processed_events (
  consumer_group text NOT NULL,
  event_id uuid NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer_group, event_id)
);`;

/**
 * Claims an event in the handler's own transaction, so that its effect and the claim happen together or not at all.
 *
 * @returns false when an earlier delivery was processed: do nothing
 */
export async function claimEvent(sql: SqlExecutor, schema: string, group: string, eventId: string): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO ${schema}.processed_events (consumer_group, event_id) VALUES ($1, $2)
     ON CONFLICT DO NOTHING RETURNING event_id`,
    [group, eventId],
    `${schema}-claim-event`,
  );
  return rows.length > 0;
}
