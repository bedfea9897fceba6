import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onExit } from '../cli/on-exit.js';
import { OutputLock } from './output-lock.js';

/** A private folder on the outputs' file system, for one run. */
export interface Staging {
  /** Receives the new outputs. */
  readonly made: string;
  /** Receives the outputs that were replaced. */
  readonly previous: string;
}

/** Runs work under the output lock with a staging folder; both are gone afterwards, however the work ends. */
export async function withStaging<T>(root: string, work: (staging: Staging) => Promise<T>): Promise<T> {
  const workshop = join(root, '.finflow');
  const lock = OutputLock.acquire(join(workshop, 'lock'));
  // Whoever holds the lock is alone: folders of killed runs are nobody's.
  for (const leftover of readdirSync(workshop)) {
    if (leftover.startsWith('run-')) rmSync(join(workshop, leftover), { recursive: true, force: true });
  }
  const directory = mkdtempSync(join(workshop, 'run-'));
  const cleanUp = (): void => {
    // A child that was just killed may have finished a file meanwhile: then the folder is not empty at once.
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
    lock.release();
  };
  const cancel = onExit(cleanUp);
  try {
    const staging = { made: join(directory, 'made'), previous: join(directory, 'previous') };
    mkdirSync(staging.made);
    mkdirSync(staging.previous);
    return await work(staging);
  } finally {
    cancel();
    cleanUp();
  }
}
