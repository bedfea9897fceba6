import { Problem } from '../../../kit/src/problems/problem.js';
import type { Outcome } from '../journal/commands.js';
import { ledgerProblem } from '../problems.js';

export type AcceptedOutcome = Extract<Outcome, { accepted: true }>;

/**
 * The accepted outcome of a command.
 *
 * @throws Problem what the journal said no with; a repeated request gets the same one
 */
export function accepted(outcome: Outcome): AcceptedOutcome {
  if (outcome.accepted) return outcome;
  const { code, detail, members } = outcome.problem;
  throw new Problem(ledgerProblem(code), detail, members);
}
