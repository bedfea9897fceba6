/** A kind of failure that callers can rely on: its code never changes its meaning (RFC 9457). */
export interface ProblemKind {
  /** Stable, kebab-case; the last segment of the problem's `type`. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
}

/** What RFC 9457 calls extension members, such as the limit that was exceeded. */
export type ProblemMembers = Readonly<Record<string, string | number | boolean | null | readonly string[] | object>>;

/** One problem of one request; the HTTP server answers it as `application/problem+json`. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly kind: ProblemKind,
    /** What is wrong with this request and what to do, in one or two sentences, without secrets or personal data. */
    readonly detail: string,
    readonly members: ProblemMembers = {},
    /** Seconds after which trying again makes sense; sent as Retry-After. */
    readonly retryAfterSeconds?: number,
  ) {
    super(`${kind.code}: ${detail}`);
  }
}
