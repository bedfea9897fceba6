import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A command that ended as expected. */
export interface Run {
  readonly status: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Exit codes besides 0 that are an answer, not a failure. */
  readonly answers?: readonly number[];
}

/** Runs an engine to its end; a missing engine or an unexpected exit code fails the test with what it printed. */
export function run(command: string, args: readonly string[], options: RunOptions): Run {
  const { cwd, settings, answers = [] } = options;
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...cleanEnvironment(), CHECKPOINT_DISABLE: '1', CI: 'true', NO_COLOR: '1', ...settings },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw new Error(`${command} does not run here: ${error.message}`);
  const output = stripVTControlCharacters(`${stdout}${stderr}`);
  if (status === null || (status !== 0 && !answers.includes(status))) {
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}\n${output}`);
  }
  return { status, output };
}

/** Without the credentials and profiles of whoever runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_CLI_CONFIG_FILE$)/.test(name)));
}
