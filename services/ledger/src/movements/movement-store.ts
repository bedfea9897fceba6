import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import { appendToOutbox } from '../../../kit/src/outbox/append-to-outbox.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import type { IdempotencyClaim } from '../journal/commands.js';
import { ledgerProblem } from '../problems.js';
import type { Movement, MovementState } from './movement.js';
import { LEDGER_SCHEMA, MOVEMENTS_ACTOR } from './movement-parts.js';
import { MOVEMENT_COLUMNS, movementOf, type MovementRow } from './movement-row.js';
import { bookIn } from './step-identity.js';
import type { Change } from './transition.js';

/** Someone newer has the movement in hand; what was about to be written is void. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** Who changes a movement and why. */
export interface Act {
  readonly action: 'step' | 'message' | 'retry' | 'compensate' | 'resolve';
  /** `system:movements` or `operator:<name>`. */
  readonly actor: string;
  readonly note: string | null;
}

export const STEP: Act = { action: 'step', actor: MOVEMENTS_ACTOR, note: null };

export type NewMovement = Omit<
  Movement,
  | 'state'
  | 'parkedFrom'
  | 'attempts'
  | 'round'
  | 'facts'
  | 'problem'
  | 'fence'
  | 'dueAt'
  | 'deadlineAt'
  | 'createdAt'
  | 'updatedAt'
> & { readonly state: MovementState; readonly deadlineInMs: number; readonly claim: IdempotencyClaim };

export const INSERT_MOVEMENT = `INSERT INTO ledger.movements (book_id, movement_id, kind, state, accounts, amount, currency, rail,
    instrument, peer_home, requested_by, claim_key, claim_body, deadline_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now() + $14::double precision * interval '1 millisecond')
  ON CONFLICT (book_id, claim_key) DO NOTHING RETURNING ${MOVEMENT_COLUMNS}`;

export const MOVEMENT_BY_CLAIM = `SELECT ${MOVEMENT_COLUMNS} FROM ledger.movements WHERE book_id = $1 AND claim_key = $2`;

/** Starts a movement, or finds the one that the same request started. */
export function insertMovement(
  database: Database,
  movement: NewMovement,
): Promise<{ readonly movement: Movement; readonly replayed: boolean }> {
  const { bookId, movementId, state, claim } = movement;
  return database.transaction(async (sql) => {
    const [row] = await sql.query<MovementRow>(INSERT_MOVEMENT, [
      ...[bookId, movementId, movement.kind, state, movement.accounts, movement.amount, movement.currency],
      ...[movement.rail, movement.instrument, movement.peerHome, movement.requestedBy, claim.key, claim.bodyHash],
      movement.deadlineInMs,
    ]);
    if (row !== undefined) {
      await sql.query(INSERT_ACTION, [bookId, movementId, 0n, movement.requestedBy, 'start', null, state, null, null]);
      return { movement: movementOf(row), replayed: false };
    }
    const [known] = await sql.query<MovementRow>(MOVEMENT_BY_CLAIM, [bookId, claim.key]);
    if (known?.claim_body !== claim.bodyHash) {
      throw new Problem(ledgerProblem('idempotency-key-reused'), 'Use a new Idempotency-Key for another movement.');
    }
    return { movement: movementOf(known), replayed: true };
  });
}

export const DUE_MOVEMENTS = `SELECT book_id, movement_id, fence FROM ledger.movements
  WHERE due_at <= now() AND (leased_until IS NULL OR leased_until <= now()) ORDER BY due_at LIMIT $1`;

/** A movement that waits for someone to take it in hand. */
export interface DueMovement {
  readonly book_id: number;
  readonly movement_id: string;
  readonly fence: bigint;
}

export const dueMovements = (database: SqlExecutor, limit: number): Promise<readonly DueMovement[]> =>
  database.query<DueMovement>(DUE_MOVEMENTS, [limit], 'movements-due');

/** Late against the new lease, which counts from now: Citus allows only what never changes in RETURNING. */
export const CLAIM_MOVEMENT = `UPDATE ledger.movements
  SET fence = fence + 1, leased_until = now() + $4::double precision * interval '1 millisecond'
  WHERE book_id = $1 AND movement_id = $2 AND fence = $3 AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
  RETURNING ${MOVEMENT_COLUMNS}, deadline_at - leased_until <= $4::double precision * interval '-1 millisecond' AS late`;

export interface ClaimedMovement {
  readonly movement: Movement;
  /** Its deadline has passed, by the database's clock. */
  readonly late: boolean;
}

/** Takes a due movement in hand for `leaseMs`; undefined when someone else was faster. */
export async function claimMovement(
  database: SqlExecutor,
  { book_id, movement_id, fence }: DueMovement,
  leaseMs: number,
): Promise<ClaimedMovement | undefined> {
  const parameters = [book_id, movement_id, fence, leaseMs];
  const [row] = await database.query<MovementRow & { late: boolean }>(CLAIM_MOVEMENT, parameters, 'movements-claim');
  return row === undefined ? undefined : { movement: movementOf(row), late: row.late };
}

export const SEIZE_MOVEMENT = `UPDATE ledger.movements SET fence = fence + 1 WHERE book_id = $1 AND movement_id = $2
  RETURNING ${MOVEMENT_COLUMNS}`;

/** Takes a movement in hand whoever has it: for messages and people. The former holder is fenced off. */
export async function seizeMovement(sql: SqlExecutor, movementId: string): Promise<Movement | undefined> {
  const [row] = await sql.query<MovementRow>(SEIZE_MOVEMENT, [bookIn(movementId), movementId]);
  return row === undefined ? undefined : movementOf(row);
}

/** With a new deadline or without: Citus allows no clock inside COALESCE. */
const writeChangeStatement = (deadline: string): string => `UPDATE ledger.movements
  SET state = $4, parked_from = $5, attempts = $6, round = $7, facts = $8, problem = $9, leased_until = NULL, updated_at = now(),
    due_at = now() + $10::double precision * interval '1 millisecond'${deadline}
  WHERE book_id = $1 AND movement_id = $2 AND fence = $3 RETURNING movement_id`;

export const WRITE_CHANGE = writeChangeStatement('');
export const WRITE_CHANGE_AND_DEADLINE = writeChangeStatement(
  `, deadline_at = now() + $11::double precision * interval '1 millisecond'`,
);

export const INSERT_ACTION = `INSERT INTO ledger.movement_actions
  (book_id, movement_id, fence, actor, action, from_state, to_state, note, problem) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/**
 * Writes a change, what is said about it and who made it: all or nothing.
 *
 * @throws Fenced when someone newer has the movement in hand
 */
export async function writeChange(sql: SqlExecutor, movement: Movement, change: Change, act: Act): Promise<void> {
  const { bookId, movementId, fence } = movement;
  const place = [bookId, movementId, fence];
  const { state, parkedFrom, attempts, round, facts, problem, dueInMs, deadlineInMs } = change;
  const values = [...place, state, parkedFrom, attempts, round, facts, problem, dueInMs];
  const written =
    deadlineInMs === null
      ? await sql.query(WRITE_CHANGE, values, 'movements-write')
      : await sql.query(WRITE_CHANGE_AND_DEADLINE, [...values, deadlineInMs], 'movements-write-deadline');
  if (written.length === 0) throw new Fenced(`movement ${movementId} is in newer hands than ${fence}`);
  // A step that only waits would fill the history with nothing.
  const waits = act.action === 'step' && change.state === movement.state;
  if (!waits) await recordAction(sql, movement, change, act);
  if (change.say !== null) await appendToOutbox(sql, LEDGER_SCHEMA, [change.say]);
}

const recordAction = ({ query }: SqlExecutor, movement: Movement, change: Change, act: Act): Promise<unknown> =>
  query(
    INSERT_ACTION,
    [
      ...[movement.bookId, movement.movementId, movement.fence],
      ...[act.actor, act.action, movement.state, change.state, act.note, change.problem],
    ],
    'movements-action',
  );
