import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { AS_OF, REPOSITORY } from '../../testing/repository.js';
import type { FinflowRun } from '../../testing/run-finflow.js';

/** A finflow that runs with the terraform of a folder, and can be killed. */
export interface FinflowProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<FinflowRun>;
}

/** Starts the compiled command; `programs` is the folder that terraform is found in first. */
export function startFinflow(root: string, programs: string, ...args: readonly string[]): FinflowProcess {
  const child = spawn(process.execPath, [join(REPOSITORY, 'build/scripts/finflow.js'), ...args, '--as-of', AS_OF], {
    cwd: root,
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: '',
      CI: '1',
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<FinflowRun>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { child, ended };
}
