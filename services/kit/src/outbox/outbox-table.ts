/**
 * The table of a transactional outbox, for a service's migration: what a transaction wants others to know is written in that
 * transaction and published afterwards. Debezium's outbox router reads the same columns.
 *
 * @param schema the service's schema
 */
export const outboxTable = (schema: string): string => `CREATE TABLE ${schema}.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition_key text NOT NULL,
  topic text NOT NULL,
  event jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);`;
