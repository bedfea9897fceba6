import type { Database, SqlExecutor } from '../database/database.js';

/** The table of leadership leases, for a service's migration. */
export const leadershipTable = (schema: string): string => `CREATE TABLE ${schema}.leaderships (
  role text PRIMARY KEY,
  holder text NOT NULL,
  -- Raised whenever the holder changes; work done under an older one is refused.
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);`;

/** The right to do a role's work alone, as the database's clock sees it. */
export interface Leadership {
  readonly role: string;
  /** Fencing token. */
  readonly token: bigint;
}

/** Which role, in which schema, for whom and for how long. */
export interface LeadershipRequest {
  readonly schema: string;
  readonly role: string;
  /** Unique for a running process, such as the pod's name and a random part. */
  readonly holder: string;
  readonly ttlMs: number;
}

/** Takes or renews the leadership; undefined while somebody else holds it. */
export async function acquireLeadership(
  database: Database,
  request: LeadershipRequest,
): Promise<Leadership | undefined> {
  const { schema, role, holder, ttlMs } = request;
  const [row] = await database.query<{ token: bigint }>(
    `INSERT INTO ${schema}.leaderships AS held (role, holder, token, expires_at)
     VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (role) DO UPDATE SET
       holder = excluded.holder,
       token = held.token + CASE WHEN held.holder = excluded.holder THEN 0 ELSE 1 END,
       expires_at = excluded.expires_at
     WHERE held.holder = excluded.holder OR held.expires_at < clock_timestamp()
     RETURNING token`,
    [role, holder, ttlMs / 1000],
    `${schema}-acquire-leadership`,
  );
  return row === undefined ? undefined : { role, token: row.token };
}

/** Lets others take over at once. */
export async function releaseLeadership(database: Database, request: LeadershipRequest): Promise<void> {
  await database.query(
    `UPDATE ${request.schema}.leaderships SET expires_at = clock_timestamp() - interval '1 second' WHERE role = $1 AND holder = $2`,
    [request.role, request.holder],
  );
}

/** A leader that was replaced while it worked. */
export class LeadershipLost extends Error {
  override readonly name = 'LeadershipLost';
}

/**
 * Call it first in every transaction of the role's work: it locks the lease until the transaction ends, so that no successor can
 * work at the same time.
 *
 * @throws LeadershipLost
 */
export async function requireLeadership(sql: SqlExecutor, schema: string, { role, token }: Leadership): Promise<void> {
  const rows = await sql.query(
    `SELECT token FROM ${schema}.leaderships WHERE role = $1 AND token = $2 FOR SHARE`,
    [role, token],
    `${schema}-require-leadership`,
  );
  if (rows.length === 0) throw new LeadershipLost(`another process leads ${role} now`);
}
