import type { DomainEvent } from '../../../kit/src/events/event.js';
import {
  isFinal,
  type Movement,
  type MovementKind,
  type MovementProblem,
  type MovementState,
  type WorkingState,
} from './movement.js';
import { isCompensation, ruleOf } from './movement-rules.js';

/** What came of performing a step. */
export type Observation =
  /** It is done, now or by an earlier try. */
  | { readonly is: 'done'; readonly fact?: string }
  /** A definite no: nothing was done and nothing will be. */
  | { readonly is: 'refused'; readonly problem: MovementProblem }
  /** Nobody knows whether it was done. */
  | { readonly is: 'unknown'; readonly reason: string }
  /** It is in someone else's hands. */
  | { readonly is: 'waiting'; readonly say?: DomainEvent };

/** Patience of movements. */
export interface MovementLimits {
  /** Unknown outcomes or refusals of one compensation before a person is asked. */
  readonly compensationAttempts: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** How long each kind waits for others before it gives up or asks a person. */
  readonly deadlineMs: Readonly<Record<MovementKind, number>>;
  /** How long a rail is asked after a movement that failed in silence. */
  readonly watchMs: number;
}

export const MOVEMENT_LIMITS: MovementLimits = {
  compensationAttempts: 12,
  firstRetryMs: 200,
  longestRetryMs: 300_000,
  deadlineMs: { deposit: 900_000, withdrawal: 900_000, 'between-books': 3_600_000, 'between-homes': 24 * 3_600_000 },
  watchMs: 72 * 3_600_000,
};

/** What is written when a step ends: the next state and when it is due; `null`: nothing happens by itself. */
export interface Change {
  readonly state: MovementState;
  readonly parkedFrom: WorkingState | null;
  readonly attempts: number;
  readonly round: number;
  readonly facts: Readonly<Record<string, string>>;
  readonly problem: MovementProblem | null;
  readonly dueInMs: number | null;
  /** Moves the deadline to this long from now. */
  readonly deadlineInMs: number | null;
  readonly say: DomainEvent | null;
}

/** The only place where a movement changes its state. Pure. `late`: its deadline has passed. */
export function transition(movement: Movement, observed: Observation, late: boolean, limits: MovementLimits): Change {
  const state = workingState(movement);
  const rule = ruleOf(movement.kind, state);
  const move = (next: MovementState, problem = movement.problem, fact?: string): Change =>
    enter(movement, next, problem, fact, limits);
  switch (observed.is) {
    case 'done':
      return move(rule.done, rule.done === 'parked' ? LATE_YES : movement.problem, observed.fact ?? 'done');
    case 'refused':
      if (rule.refused === 'parked') return { ...move('parked', observed.problem), round: movement.round + 1 };
      if (rule.refused !== 'again') return move(rule.refused, observed.problem);
      return again(movement, limits, { problem: movement.problem ?? observed.problem, refusal: observed.problem });
    case 'unknown':
      if (late && rule.late !== null) return move(rule.late, silence(movement));
      return again(movement, limits, isCompensation(rule) ? { silent: observed.reason } : {});
    case 'waiting':
      if (late && rule.late !== null) return move(rule.late, silence(movement));
      return { ...again(movement, limits, {}), say: observed.say ?? null };
  }
}

const LATE_YES: MovementProblem = {
  code: 'late-success',
  detail:
    'The rail executed it after the movement had failed. Retry to book it, compensate where that is offered, or resolve it.',
};

const silence = ({ problem, state }: Movement): MovementProblem =>
  problem ?? { code: 'no-answer', detail: `The deadline passed while ${state}.` };

function workingState({ state, movementId }: Movement): WorkingState {
  if (isFinal(state) || state === 'parked') throw new RangeError(`movement ${movementId} is ${state} and has no step`);
  return state;
}

function enter(
  movement: Movement,
  state: MovementState,
  problem: MovementProblem | null,
  fact: string | undefined,
  limits: MovementLimits,
): Change {
  const facts = fact === undefined ? movement.facts : { ...movement.facts, [movement.state]: fact };
  const rests = isFinal(state) || state === 'parked';
  return {
    state,
    parkedFrom: state === 'parked' ? workingState(movement) : null,
    attempts: 0,
    round: 0,
    facts,
    problem: state === 'completed' ? null : problem,
    dueInMs: rests ? null : 0,
    deadlineInMs: state === 'watching' ? limits.watchMs : null,
    say: null,
  };
}

interface Setback {
  readonly problem?: MovementProblem | null;
  /** Set when a compensation was surely refused: the next try gets a new key. */
  readonly refusal?: MovementProblem;
  /** Set when nobody answered a compensation. */
  readonly silent?: string;
}

/** Stays in the step and waits twice as long as before; a compensation that went wrong too often is parked. */
function again(movement: Movement, limits: MovementLimits, { problem, refusal, silent }: Setback): Change {
  const attempts = movement.attempts + 1;
  const stuck = (refusal !== undefined || silent !== undefined) && attempts >= limits.compensationAttempts;
  const why: MovementProblem = refusal ?? { code: 'no-answer', detail: silent ?? '' };
  const backoffMs = Math.min(limits.longestRetryMs, limits.firstRetryMs * 2 ** Math.min(attempts - 1, 20));
  return {
    state: stuck ? 'parked' : movement.state,
    parkedFrom: stuck ? workingState(movement) : null,
    attempts,
    round: movement.round + (refusal === undefined ? 0 : 1),
    facts: movement.facts,
    problem: stuck ? why : (problem ?? movement.problem),
    dueInMs: stuck ? null : backoffMs,
    deadlineInMs: null,
    say: null,
  };
}
