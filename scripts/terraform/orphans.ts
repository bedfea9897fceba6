import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from '../cli/progress.js';
import { isRunning } from '../synthesis/output-lock.js';
import type { DeployJournal } from './deploy-journal.js';

const POLL_MS = 200;

/** Waits for terraform processes of a deploy that was killed: they end by themselves and save their states. */
export async function awaitOrphans(journal: DeployJournal, progress: Progress): Promise<void> {
  await Promise.all(
    journal.stacks.map(async (stack) => {
      const pid = journal.entry(stack)?.pid;
      if (pid === undefined || !isTerraform(pid)) return;
      const ended = async (): Promise<void> => {
        while (isTerraform(pid)) await wait(POLL_MS);
      };
      await progress.step(`terraform ${pid} of the killed deploy, ${stack}`, ended, () => 'ended by itself');
    }),
  );
}

/** A process id may belong to something else by now. */
function isTerraform(pid: number): boolean {
  if (!isRunning(pid)) return false;
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,args='], { encoding: 'utf8' });
  return /\bterraform\b.*\bapply\b/.test(stdout) && !stdout.trimStart().startsWith('Z');
}
