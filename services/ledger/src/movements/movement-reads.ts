import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import { bookOf } from '../journal/identifiers.js';
import type { Movement, MovementProblem } from './movement.js';
import { MOVEMENT_COLUMNS, movementOf, type MovementRow } from './movement-row.js';

export const ONE_MOVEMENT = `SELECT ${MOVEMENT_COLUMNS} FROM ledger.movements WHERE book_id = $1 AND movement_id = $2`;

/** A movement as it stands, or undefined. */
export async function readMovement(database: SqlExecutor, movementId: string): Promise<Movement | undefined> {
  const [row] = await database.query<MovementRow>(ONE_MOVEMENT, [bookOf(movementId) ?? 0, movementId], 'movements-one');
  return row === undefined ? undefined : movementOf(row);
}

/** @throws Problem `movement-not-found` */
export async function foundMovement(
  { database }: { readonly database: SqlExecutor },
  movementId: string,
): Promise<Movement> {
  const movement = await readMovement(database, movementId);
  if (movement === undefined) throw new Problem(ledgerProblem('movement-not-found'), 'No movement has that id.');
  return movement;
}

/** People look for parked movements in all books: one of the lists that ask every shard. */
export const MOVEMENTS_LIST = `SELECT ${MOVEMENT_COLUMNS} FROM ledger.movements
  WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR kind = $2) AND movement_id > $3
  ORDER BY movement_id LIMIT $4`;

export interface MovementFilter {
  readonly state: string | undefined;
  readonly kind: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

const BEFORE_EVERY_MOVEMENT = '00000000-0000-0000-0000-000000000000';

/** Movements in the order in which they were started. */
export async function listMovements(database: SqlExecutor, filter: MovementFilter): Promise<readonly Movement[]> {
  const parameters = [filter.state ?? null, filter.kind ?? null, filter.after ?? BEFORE_EVERY_MOVEMENT, filter.limit];
  return (await database.query<MovementRow>(MOVEMENTS_LIST, parameters)).map(movementOf);
}

/** One change of a movement: who, what, why. */
export interface MovementAction {
  readonly actor: string;
  readonly action: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly note: string | null;
  readonly problem: MovementProblem | null;
  readonly actedAt: Date;
}

interface ActionRow extends Pick<MovementAction, 'actor' | 'action' | 'note' | 'problem'> {
  readonly from_state: string | null;
  readonly to_state: string;
  readonly acted_at: Date;
}

export const MOVEMENT_ACTIONS = `SELECT actor, action, from_state, to_state, note, problem, acted_at FROM ledger.movement_actions
  WHERE book_id = $1 AND movement_id = $2 ORDER BY fence`;

/** Everything that was done to a movement, in order. */
export async function movementActions(database: SqlExecutor, movementId: string): Promise<readonly MovementAction[]> {
  const rows = await database.query<ActionRow>(MOVEMENT_ACTIONS, [bookOf(movementId) ?? 0, movementId]);
  return rows.map(({ from_state, to_state, acted_at, ...row }) => ({
    ...row,
    fromState: from_state,
    toState: to_state,
    actedAt: acted_at,
  }));
}
