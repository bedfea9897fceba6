import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stackPath } from '../../services/definition/names.js';
import { UsageError } from '../cli/usage-error.js';

/** What is kept of Terraform's work outside of `cdktf.out`, which every synthesis replaces. */
const WORK_DIRECTORY = '.finflow/terraform';

/** How a run of Terraform ended. */
export interface TerraformRun {
  readonly status: number;
  /** Standard output and standard error, in the order in which they were written. */
  readonly output: string;
}

/** Terraform in the folder of one stack. */
export interface StackTerraform {
  /** Where the plan of the stack is saved. */
  readonly planFile: string;
  /** What the last run printed. */
  readonly logFile: string;
  readonly run: (args: readonly string[]) => Promise<TerraformRun>;
}

/** Terraform runs that must end in order when people press Ctrl-C. */
const running = new Set<number>();

/**
 * Prepares Terraform for a stack of a repository.
 *
 * Terraform writes to a file and leads a process group of its own: when finflow is killed, it goes on, saves its state and lets go of the lock.
 * What finishes what was begun is Terraform, so nothing it created can be missing from a state.
 */
export function terraformFor(root: string, stack: string): StackTerraform {
  const work = join(root, WORK_DIRECTORY, stack);
  mkdirSync(work, { recursive: true });
  const logFile = join(work, 'last.log');
  return {
    planFile: join(work, 'stack.tfplan'),
    logFile,
    run: (args) =>
      runTerraform(args, { cwd: join(root, stackPath(stack)), dataDirectory: join(work, 'data'), logFile }),
  };
}

interface RunOptions {
  readonly cwd: string;
  readonly dataDirectory: string;
  readonly logFile: string;
}

function runTerraform(args: readonly string[], { cwd, dataDirectory, logFile }: RunOptions): Promise<TerraformRun> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn('terraform', [...args], {
      cwd,
      detached: true,
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        TF_DATA_DIR: dataDirectory,
        TF_IN_AUTOMATION: '1',
        TF_INPUT: '0',
        CHECKPOINT_DISABLE: '1',
      },
    });
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    child.once('error', reject);
    child.once('exit', (status) => {
      if (pid !== undefined) running.delete(pid);
      resolve({ status: status ?? 1, output: readFileSync(logFile, 'utf8') });
    });
    closeSync(log);
  });
}

/**
 * Finds the program before anything is begun with it.
 *
 * @throws UsageError when it is not installed
 */
export function requireTerraform(): void {
  const { error, status } = spawnSync('terraform', ['version'], {
    stdio: 'ignore',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (error !== undefined || status !== 0) {
    throw new UsageError(
      'terraform does not run here',
      'install Terraform 1.11 or later and put it on the PATH: https://developer.hashicorp.com/terraform/install',
    );
  }
}

/** Asks every running Terraform to save its state and stop, as Ctrl-C in its own terminal would; a second time it stops at once. */
export function interruptTerraform(): void {
  for (const pid of running) process.kill(pid, 'SIGINT');
}
