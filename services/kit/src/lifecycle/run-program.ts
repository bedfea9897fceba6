import type { HealthChecks } from '../http/health.js';
import type { Logger } from '../logging/logger.js';
import { createRunningRoles, type RunningRoles } from './running-roles.js';

/** The process around a program, as far as starting and stopping go. */
export interface ProcessHost {
  readonly on: (
    event: 'SIGTERM' | 'SIGINT' | 'uncaughtException' | 'unhandledRejection',
    listener: (cause: unknown) => void,
  ) => unknown;
  readonly exit: (code: number) => void;
}

export interface ProgramOptions {
  readonly logger: Logger;
  readonly health: HealthChecks;
  /** All that stopping may take, in milliseconds; less than the platform waits before it kills. */
  readonly stopWithinMs: number;
  /** Starts the parts in order and adds each; the HTTP server last, so that it stops first. */
  readonly start: (roles: RunningRoles) => Promise<void>;
  readonly host?: ProcessHost;
}

/**
 * Runs until a signal: then callers are sent elsewhere, work in hand is finished, parts stop in reverse order, exit 0. Exit 1 when
 * something failed to start, to stop in time, or was thrown where nobody catches; at once on a second signal.
 *
 * @returns when the program has stopped
 */
export async function runProgram({
  logger,
  health,
  stopWithinMs,
  start,
  host = process,
}: ProgramOptions): Promise<void> {
  const roles = createRunningRoles(logger);
  let ask: (code: number) => void = () => undefined;
  const asked = new Promise<number>((resolve) => {
    ask = resolve;
  });
  let signals = 0;
  const onSignal = (signal: string) => (): void => {
    signals += 1;
    if (signals > 1) {
      logger.error({ signal }, 'asked twice to stop: leaving at once');
      host.exit(1);
      return;
    }
    logger.info({ signal }, 'stopping');
    ask(0);
  };
  const onFault = (error: unknown): void => {
    logger.fatal({ err: error }, 'nobody caught this');
    ask(1);
  };
  host.on('SIGTERM', onSignal('SIGTERM'));
  host.on('SIGINT', onSignal('SIGINT'));
  host.on('uncaughtException', onFault);
  host.on('unhandledRejection', onFault);

  const started = start(roles).then(
    () => {
      health.started();
      logger.info('started');
      return asked;
    },
    (error: unknown) => {
      logger.fatal({ err: error }, 'failed to start');
      return 1;
    },
  );
  const code = await Promise.race([started, asked]);
  health.stopping();
  const unfinished = await roles.stop(stopWithinMs);
  logger.info({ unfinished }, 'stopped');
  host.exit(unfinished.length === 0 ? code : 1);
}
