import { execFile, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

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

export interface LimitedRunOptions extends RunOptions {
  /** Interrupts it after this long, as Ctrl-C would. */
  readonly limitMs?: number;
}

/** As `run`, beside others: engines wait for each other's servers more than they compute. */
export function runBeside(command: string, args: readonly string[], options: LimitedRunOptions): Promise<Run> {
  const { cwd, settings, answers = [], limitMs = 0 } = options;
  const env = engineEnvironment(settings);
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { cwd, env, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
      clearTimeout(limit);
      const output = stripVTControlCharacters(`${stdout}${stderr}`);
      const status = child.exitCode;
      if (status !== null && (status === 0 || answers.includes(status))) resolve({ status, output });
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(status)}\n${output}`, { cause: error }));
    });
    // Node's own time limit closes the pipes as well, of which terraform dies before it has saved its state.
    const limit = limitMs === 0 ? undefined : setTimeout(() => child.kill('SIGINT'), limitMs);
  });
}

/** Runs an engine to its end; a missing engine or an unexpected exit code fails the test with what it printed. */
export function run(command: string, args: readonly string[], options: RunOptions): Run {
  const { cwd, settings, answers = [] } = options;
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: engineEnvironment(settings),
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (error !== undefined) throw new Error(`${command} does not run here: ${error.message}`);
  const output = stripVTControlCharacters(`${stdout}${stderr}`);
  if (status === null || (status !== 0 && !answers.includes(status))) {
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}\n${output}`);
  }
  return { status, output };
}

const engineEnvironment = (settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...cleanEnvironment(),
  ...{ CHECKPOINT_DISABLE: '1', CI: 'true', NO_COLOR: '1' },
  ...settings,
});

/** Without the credentials and profiles of whoever runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_CLI_CONFIG_FILE$)/.test(name)));
}
