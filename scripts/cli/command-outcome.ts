import type { Colors } from './colors.js';
import type { ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';

/** What every command is given: the global options, resolved once. */
export interface CommandContext {
  /** Absolute path of the repository. */
  readonly root: string;
  /** The date that expiries are judged by, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly colors: Colors;
  readonly progress: Progress;
  /** True when questions may be asked: a person sits at both ends and wants text. */
  readonly interactive: boolean;
}

/** What every command gives back; the entry point prints one of the two forms. */
export interface CommandOutcome {
  readonly exitCode: ExitCode;
  /** What `--json` prints: one plain document. */
  readonly document: object;
  /** What a person reads; nothing is printed when it is empty. */
  readonly text: string;
}
