import type { MinorUnits } from '../journal/commands.js';

export const MOVEMENT_KINDS = ['deposit', 'withdrawal', 'between-books', 'between-homes'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** What a movement is doing now. Each names one step, which is safe to repeat. */
export type WorkingState =
  // deposit
  | 'collecting'
  | 'booking'
  | 'crediting'
  | 'refunding'
  | 'unbooking'
  | 'repaying'
  // withdrawal
  | 'holding'
  | 'paying'
  | 'committing'
  | 'charging'
  | 'voiding'
  | 'releasing'
  // both: over for the customer, but the rail never said no
  | 'watching'
  // between books and homes
  | 'debiting'
  | 'awaiting'
  | 'returning';

/** `failed`: nothing has moved in the end. `resolved`: a person settled it by hand. */
export type FinalState = 'completed' | 'failed' | 'resolved';

/** `parked`: a person must decide. */
export type MovementState = WorkingState | FinalState | 'parked';

/** Accounts by the part they play. */
export type MovementRole = 'source' | 'sourceClearing' | 'destinationClearing' | 'destination' | 'external';

/** What went wrong, for callers and people on call. */
export interface MovementProblem {
  readonly code: string;
  readonly detail: string;
}

/** Money on its way through more than one transaction: the row of its state machine. */
export interface Movement {
  readonly movementId: string;
  /** The customer's book in this home; the movement's id carries it. */
  readonly bookId: number;
  readonly kind: MovementKind;
  readonly state: MovementState;
  /** The step at which it was parked. */
  readonly parkedFrom: WorkingState | null;
  readonly accounts: Readonly<Partial<Record<MovementRole, string>>>;
  readonly amount: MinorUnits;
  readonly currency: string;
  /** Name of the payment rail, of deposits and withdrawals. */
  readonly rail: string | null;
  /** The rail's own token of the customer's bank account or card: never a number. */
  readonly instrument: string | null;
  /** The other home, of movements between homes. */
  readonly peerHome: string | null;
  /** Tries of the present step whose outcome is unknown, or refusals of a compensation. */
  readonly attempts: number;
  /** How often the present step was surely refused: part of its idempotency key, so that it can be done after all. */
  readonly round: number;
  /** What steps brought forth: ids of transfers and references of the rail by the step's name. */
  readonly facts: Readonly<Record<string, string>>;
  readonly problem: MovementProblem | null;
  /** Raised by everyone who takes the movement in hand; only the newest holder may write. */
  readonly fence: bigint;
  /** Null when nothing will happen by itself. */
  readonly dueAt: Date | null;
  readonly deadlineAt: Date;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const isFinal = (state: MovementState): state is FinalState =>
  state === 'completed' || state === 'failed' || state === 'resolved';

/** The account that plays a part. */
export function accountOf({ accounts, movementId }: Movement, role: MovementRole): string {
  const account = accounts[role];
  if (account === undefined) throw new RangeError(`movement ${movementId} has no ${role} account`);
  return account;
}

/** What callers see: a movement that is only watched has failed for them. */
export const visibleState = ({ state }: Movement): MovementState => (state === 'watching' ? 'failed' : state);
