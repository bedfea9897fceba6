import type { FinalState, MovementKind, MovementRole, WorkingState } from './movement.js';

export type RailOperation = 'collect' | 'pay' | 'refund';

/** What a step does. Everything but `watch` changes something, once for each step and round. */
export type StepAction =
  | { readonly does: 'post' | 'hold'; readonly from: MovementRole; readonly to: MovementRole }
  | { readonly does: 'commit' | 'void' }
  | { readonly does: 'reverse'; readonly step: WorkingState }
  | { readonly does: 'rail'; readonly operation: RailOperation }
  | { readonly does: 'watch'; readonly step: WorkingState }
  | { readonly does: 'ask-home' };

type Next = WorkingState | FinalState | 'parked';

/** One step of a state machine and where it leads. */
export interface Rule {
  readonly action: StepAction;
  readonly done: Next;
  /** After a definite no. A compensation stays and tries again until it is parked. */
  readonly refused: Next | 'again';
  /** When the deadline passes without a definite answer; null: it keeps trying, because only success may follow. */
  readonly late: Next | null;
  /** Where an operator's retry of a movement parked here leads, if not here again. */
  readonly retry?: WorkingState;
  /** Where an operator's compensation of a movement parked here leads; missing where money cannot be called back. */
  readonly compensate?: WorkingState;
}

const compensation = (action: StepAction, done: Next): Rule => ({ action, done, refused: 'again', late: null });

/**
 * The four state machines. Money leaves an account before anything outside happens, and comes back only after a definite no: a crash or a silence anywhere
 * leaves it in an account of the ledger. Between a rail and us a silence may end in a late yes; then a person decides.
 */
export const MOVEMENT_RULES: Readonly<Record<MovementKind, Readonly<Partial<Record<WorkingState, Rule>>>>> = {
  deposit: {
    collecting: {
      action: { does: 'rail', operation: 'collect' },
      done: 'booking',
      refused: 'failed',
      late: 'watching',
    },
    booking: {
      action: { does: 'post', from: 'external', to: 'sourceClearing' },
      done: 'crediting',
      refused: 'parked',
      late: null,
      compensate: 'repaying',
    },
    crediting: {
      action: { does: 'post', from: 'sourceClearing', to: 'destination' },
      done: 'completed',
      refused: 'refunding',
      late: null,
    },
    refunding: compensation({ does: 'rail', operation: 'refund' }, 'unbooking'),
    unbooking: compensation({ does: 'reverse', step: 'booking' }, 'failed'),
    watching: {
      action: { does: 'watch', step: 'collecting' },
      done: 'parked',
      refused: 'failed',
      late: 'failed',
      retry: 'booking',
      compensate: 'repaying',
    },
    repaying: compensation({ does: 'rail', operation: 'refund' }, 'failed'),
  },
  withdrawal: {
    holding: {
      action: { does: 'hold', from: 'source', to: 'external' },
      done: 'paying',
      refused: 'failed',
      late: null,
    },
    paying: { action: { does: 'rail', operation: 'pay' }, done: 'committing', refused: 'voiding', late: 'releasing' },
    // A hold that expired while the rail was slow is charged like any other debt.
    committing: { action: { does: 'commit' }, done: 'completed', refused: 'charging', late: null },
    charging: {
      action: { does: 'post', from: 'source', to: 'external' },
      done: 'completed',
      refused: 'parked',
      late: null,
    },
    voiding: compensation({ does: 'void' }, 'failed'),
    releasing: compensation({ does: 'void' }, 'watching'),
    watching: {
      action: { does: 'watch', step: 'paying' },
      done: 'parked',
      refused: 'failed',
      late: 'failed',
      retry: 'charging',
    },
  },
  'between-books': {
    debiting: {
      action: { does: 'post', from: 'source', to: 'sourceClearing' },
      done: 'crediting',
      refused: 'failed',
      late: null,
    },
    crediting: {
      action: { does: 'post', from: 'destinationClearing', to: 'destination' },
      done: 'completed',
      refused: 'returning',
      late: null,
    },
    returning: compensation({ does: 'reverse', step: 'debiting' }, 'failed'),
  },
  'between-homes': {
    debiting: {
      action: { does: 'post', from: 'source', to: 'sourceClearing' },
      done: 'awaiting',
      refused: 'failed',
      late: null,
    },
    awaiting: { action: { does: 'ask-home' }, done: 'completed', refused: 'returning', late: 'parked' },
    returning: compensation({ does: 'reverse', step: 'debiting' }, 'failed'),
  },
};

/** The first step of each kind. */
export const FIRST_STEP: Readonly<Record<MovementKind, WorkingState>> = {
  deposit: 'collecting',
  withdrawal: 'holding',
  'between-books': 'debiting',
  'between-homes': 'debiting',
};

/** The rule of a step. */
export function ruleOf(kind: MovementKind, state: WorkingState): Rule {
  const rule = MOVEMENT_RULES[kind][state];
  if (rule === undefined) throw new RangeError(`a ${kind} is never ${state}`);
  return rule;
}

export const isCompensation = ({ refused }: Rule): boolean => refused === 'again';
