import type { Role } from '../lifecycle/role.js';
import type { Logger } from '../logging/logger.js';

/** Work that is done again and again until it is stopped. */
export interface RepeatOptions {
  readonly name: string;
  /** Resolves to true when there is more to do at once. */
  readonly work: () => Promise<boolean>;
  readonly idleMs: number | (() => number);
  readonly logger: Logger;
  /** Longest pause after failures in a row; each doubles the one before. */
  readonly maxBackoffMs?: number;
}

const DEFAULT_MAX_BACKOFF_MS = 5_000;

/** Runs the work one at a time. A failure is logged and tried again after a growing pause; stopping waits for the work in hand. */
export function repeat(options: RepeatOptions): Role {
  const { name, work, logger } = options;
  const idleMs = (): number => (typeof options.idleMs === 'number' ? options.idleMs : options.idleMs());
  const maxBackoffMs = options.maxBackoffMs ?? DEFAULT_MAX_BACKOFF_MS;
  const pause = new AbortController();
  let failures = 0;

  const loop = async (): Promise<void> => {
    while (!pause.signal.aborted) {
      const waitMs = await attempt();
      if (waitMs > 0) await sleep(waitMs, pause.signal);
    }
  };
  const attempt = async (): Promise<number> => {
    try {
      const more = await work();
      failures = 0;
      return more ? 0 : idleMs();
    } catch (error) {
      failures += 1;
      logger.warn({ err: error, role: name, failures }, 'will be tried again');
      return Math.min(maxBackoffMs, Math.max(idleMs(), 50) * 2 ** Math.min(failures, 10));
    }
  };
  const finished = loop();
  return {
    name,
    stop: () => {
      pause.abort();
      return finished;
    },
  };
}

/** Resolves after a time, or as soon as the signal says so. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
