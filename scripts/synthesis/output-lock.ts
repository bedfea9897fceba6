import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../cli/usage-error.js';

const ATTEMPTS = 3;

/** Held while outputs are written, so that two runs never mix theirs; the file holds the owner's process id. */
export class OutputLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Takes the lock or says who holds it and what for; a lock whose process is gone is taken over. */
  static acquire(file: string, work = 'writing the outputs'): OutputLock {
    mkdirSync(dirname(file), { recursive: true });
    const claim = `${file}.${process.pid}`;
    writeFileSync(claim, `${process.pid}\n`);
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        if (link(claim, file)) return new OutputLock(file);
        const owner = ownerOf(file);
        if (owner !== undefined && isRunning(owner)) throw held(owner, file, work);
        discard(file, owner);
      }
    } finally {
      rmSync(claim, { force: true });
    }
    throw held(ownerOf(file), file, work);
  }

  /** Gives the lock back; only its owner's file is removed. */
  release(): void {
    if (ownerOf(this.#file) === process.pid) rmSync(this.#file, { force: true });
  }
}

// A hard link appears complete or not at all: nobody ever reads a half-written owner.
function link(claim: string, file: string): boolean {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes an abandoned lock; another process may have taken it since, and then gets it back. */
function discard(file: string, abandonedBy: number | undefined): void {
  const aside = `${file}.abandoned.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (ownerOf(aside) !== abandonedBy) link(aside, file);
  rmSync(aside, { force: true });
}

function ownerOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process of this id exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function held(owner: number | undefined, file: string, work: string): UsageError {
  return new UsageError(
    `another run${owner === undefined ? '' : ` (process ${owner})`} is ${work}`,
    `wait until it ends; if no such process exists, remove ${file}`,
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
