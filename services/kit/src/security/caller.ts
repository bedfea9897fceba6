/** Who asks, as a verified access token says. */
export interface Caller {
  /** The token's subject: a person or, for a token of its own, a service. Personal data: never logged. */
  readonly subject: string;
  /** The application that asks on the subject's behalf. */
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** Location where the subject's data is written. */
  readonly home?: string;
}
