import type { Json } from './json.js';

/** What became of one rule on one subject. Only `pass` says that the rule holds. */
export const OUTCOMES = ['pass', 'fail', 'waived', 'not-applicable', 'unknown', 'error'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a reader needs besides the message. */
export interface VerdictDetails {
  /** The offending value: a waiver is bound to it and dies when it changes. Defaults to the message. */
  readonly evidence?: Json;
  /** Path into the declared intent (`services[ledger].recovery`) whose file and line explain the value. */
  readonly source?: string;
}

/** What a rule says about one subject; waived and error are given by the engine, never by a rule. */
export type Verdict =
  | { readonly outcome: 'pass' }
  | ({ readonly outcome: 'fail' | 'unknown' | 'not-applicable'; readonly message: string } & VerdictDetails);

export const pass = (): Verdict => ({ outcome: 'pass' });

/** The rule is broken; `message` says what was found and what is required, without repeating the resource. */
export const fail = (message: string, details: VerdictDetails = {}): Verdict => ({
  outcome: 'fail',
  message,
  ...details,
});

/** The artefacts do not tell: a value that only exists after deployment or an expression that cannot be resolved. */
export const unknown = (message: string, details: VerdictDetails = {}): Verdict => ({
  outcome: 'unknown',
  message,
  ...details,
});

/** The rule has nothing to say about this subject. */
export const notApplicable = (message: string): Verdict => ({ outcome: 'not-applicable', message });

const GRAVITY = { pass: 0, 'not-applicable': 0, unknown: 1, fail: 2 } as const;

/** The gravest of several verdicts on one subject: a failure outweighs an unknown, an unknown outweighs a pass. */
export const gravest = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((worst, verdict) => (GRAVITY[verdict.outcome] > GRAVITY[worst.outcome] ? verdict : worst), pass());
