/** An artefact that cannot be read: the audit goes on without it and ends with exit code 1. */
export interface Problem {
  /** Relative to the judged directory. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
