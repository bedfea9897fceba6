import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AS_OF, REPOSITORY } from './repository.js';

/** What a run of the command left behind. */
export interface FinflowRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled command against a repository, as a person or CI would. */
export function runFinflow(root: string, ...args: readonly string[]): FinflowRun {
  const program = join(REPOSITORY, 'build/scripts/finflow.js');
  const dated = args.includes('--as-of') ? args : [...args, '--as-of', AS_OF];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...dated, '--root', root], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', CI: '1' },
  });
  return { exitCode: status, stdout, stderr };
}
