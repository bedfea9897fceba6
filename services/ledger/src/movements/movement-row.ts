import type { Movement, MovementKind, MovementProblem, MovementState, WorkingState } from './movement.js';

/** A movement as the database has it. */
export interface MovementRow {
  readonly movement_id: string;
  readonly book_id: number;
  readonly kind: MovementKind;
  readonly state: MovementState;
  readonly parked_from: WorkingState | null;
  readonly accounts: Movement['accounts'];
  readonly amount: bigint;
  readonly currency: string;
  readonly rail: string | null;
  readonly instrument: string | null;
  readonly peer_home: string | null;
  readonly attempts: number;
  readonly round: number;
  readonly facts: Record<string, string>;
  readonly problem: MovementProblem | null;
  readonly fence: bigint;
  readonly due_at: Date | null;
  readonly deadline_at: Date;
  readonly requested_by: string;
  readonly claim_body: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Written out, so that a prepared statement survives a migration that adds a column. */
export const MOVEMENT_COLUMNS = `book_id, movement_id, kind, state, parked_from, accounts, amount, currency, rail, instrument, peer_home,
  attempts, round, facts, problem, fence, due_at, deadline_at, requested_by, claim_body, created_at, updated_at`;

export const movementOf = (row: MovementRow): Movement => ({
  movementId: row.movement_id,
  bookId: row.book_id,
  kind: row.kind,
  state: row.state,
  parkedFrom: row.parked_from,
  accounts: row.accounts,
  amount: row.amount,
  currency: row.currency,
  rail: row.rail,
  instrument: row.instrument,
  peerHome: row.peer_home,
  attempts: row.attempts,
  round: row.round,
  facts: row.facts,
  problem: row.problem,
  fence: row.fence,
  dueAt: row.due_at,
  deadlineAt: row.deadline_at,
  requestedBy: row.requested_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
