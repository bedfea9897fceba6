import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** The compiled program; vitest.real.config.ts compiles it first. */
export const PROGRAM = 'build/services/ledger/src/main.js';

/** A ledger program in a process of its own. */
export interface LedgerProgram {
  readonly child: ChildProcess;
  /** Every line that it wrote so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that contains the text. */
  readonly line: (text: string) => Promise<string>;
  /** Resolves with the exit code, or the signal's name. */
  readonly exit: Promise<number | string>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

export interface ProgramRun {
  readonly args?: readonly string[];
  /** All that the program knows of its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** User and group that the program runs as; the test's own when missing. */
  readonly userId?: number;
}

const LONGEST_WAIT_MS = 30_000;

/** Starts the compiled program with exactly the given environment. */
export function runLedgerProgram({ args = ['serve'], env, nodeOptions = [], userId }: ProgramRun): LedgerProgram {
  const child = spawn(process.execPath, [...nodeOptions, PROGRAM, ...args], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(userId === undefined ? {} : { uid: userId, gid: userId }),
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      for (const notify of listeners) notify();
    });
  }
  const exit = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal ?? 'unknown');
      for (const notify of listeners) notify();
    });
  });
  const line = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((each) => each.includes(text));
        const gone = child.exitCode !== null || child.signalCode !== null;
        if (found === undefined && !gone) return;
        clearTimeout(timer);
        listeners.delete(look);
        if (found === undefined) reject(new Error(`the program ended without "${text}":\n${lines.join('\n')}`));
        else resolve(found);
      };
      const timer = setTimeout(() => {
        listeners.delete(look);
        reject(new Error(`no "${text}" within ${LONGEST_WAIT_MS} ms:\n${lines.join('\n')}`));
      }, LONGEST_WAIT_MS);
      listeners.add(look);
      look();
    });
  return { child, lines, line, exit, kill: (signal) => child.kill(signal) };
}

/** A key as its environment variable carries it. */
export const randomKey = (): string => randomBytes(32).toString('base64');
