import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Colors } from './colors.js';
import type { CommandContext } from './command-outcome.js';
import { linesProgress, type Progress, silentProgress, treeProgress } from './progress.js';
import { UsageError } from './usage-error.js';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly root?: string;
  readonly asOf?: string;
}

/** What the entry point knows about the process. */
export interface Surroundings {
  readonly colors: Colors;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: NodeJS.ProcessEnv;
}

/** Turns the global options into what commands work with; throws UsageError when one is wrong. */
export function resolveContext(options: GlobalOptions, surroundings: Surroundings): CommandContext {
  return {
    root: options.root === undefined ? nearestRepository(process.cwd()) : repository(options.root),
    asOf: options.asOf === undefined ? new Date().toISOString().slice(0, 10) : calendarDate(options.asOf),
    colors: surroundings.colors,
    progress: progressFor(options, surroundings),
    interactive: options.json !== true && options.quiet !== true && onTerminal(surroundings) && process.stdin.isTTY,
  };
}

function progressFor(options: GlobalOptions, surroundings: Surroundings): Progress {
  if (options.json === true || options.quiet === true) return silentProgress;
  const { stderr, colors } = surroundings;
  return onTerminal(surroundings) ? treeProgress(stderr, colors) : linesProgress(stderr);
}

function onTerminal({ stderr, environment }: Surroundings): boolean {
  const inCi = environment['CI'] !== undefined && environment['CI'] !== '' && environment['CI'] !== 'false';
  return stderr.isTTY && !inCi && environment['TERM'] !== 'dumb';
}

function repository(directory: string): string {
  if (!isRepository(directory)) {
    throw new UsageError(
      `${directory} holds no platform repository`,
      '--root names the folder that holds environments/ and services/',
    );
  }
  return resolve(directory);
}

/** The folder itself or the nearest one above it that holds definitions. */
function nearestRepository(directory: string): string {
  if (isRepository(directory)) return directory;
  const parent = dirname(directory);
  if (parent === directory) {
    throw new UsageError('this folder is in no platform repository', 'change into it, or name it with --root');
  }
  return nearestRepository(parent);
}

function isRepository(directory: string): boolean {
  return existsSync(join(directory, 'environments')) && existsSync(join(directory, 'services'));
}

function calendarDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) {
    return text;
  }
  throw new UsageError(`--as-of ${text} is not a date`, 'write it as 2027-06-30');
}
