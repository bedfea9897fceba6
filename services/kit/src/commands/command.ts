/** One command of a service's program. */
export interface Command {
  /** Its arguments as a person types them, such as `up|down [--to N]`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /**
   * @returns the exit code; nothing for 0
   * @throws UsageError for arguments that make no sense
   */
  readonly run: (args: readonly string[]) => Promise<number | undefined>;
}

/** Arguments that a command cannot use; the message says what it wants. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
