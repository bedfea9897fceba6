import type { Logger } from '../logging/logger.js';
import type { Role } from './role.js';

/** What a program has started, in order. */
export interface RunningRoles {
  /** Add each part right after it started, so that a failure of the next one stops it. */
  readonly add: <R extends Role>(role: R) => R;
  /**
   * Stops the parts one after the other, the last started first, within one deadline for all. When it is over the rest is told to stop
   * and nobody waits. Calling it again gives the same answer.
   *
   * @returns names of parts that failed or did not make it
   */
  readonly stop: (deadlineMs: number) => Promise<readonly string[]>;
}

/** Keeps the order in which parts started. */
export function createRunningRoles(logger: Logger): RunningRoles {
  const roles: Role[] = [];
  let stopping: Promise<readonly string[]> | undefined;

  const stopAll = async (deadlineMs: number): Promise<readonly string[]> => {
    const endMs = performance.now() + deadlineMs;
    const unfinished: string[] = [];
    for (const role of roles.toReversed()) {
      const outcome = await within(endMs - performance.now(), stopOne(role, logger));
      if (outcome === 'stopped') continue;
      unfinished.push(role.name);
      if (outcome === 'late') logger.error({ role: role.name }, 'did not stop in time');
    }
    return unfinished;
  };

  return {
    add: (role) => {
      if (stopping !== undefined) throw new RangeError(`${role.name} was started while the program stops`);
      roles.push(role);
      return role;
    },
    stop: (deadlineMs) => (stopping ??= stopAll(deadlineMs)),
  };
}

type Stopped = 'stopped' | 'failed' | 'late';

async function stopOne(role: Role, logger: Logger): Promise<Stopped> {
  try {
    await role.stop();
    return 'stopped';
  } catch (error) {
    logger.error({ err: error, role: role.name }, 'failed to stop');
    return 'failed';
  }
}

async function within(timeoutMs: number, work: Promise<Stopped>): Promise<Stopped> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Stopped>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, timeoutMs), 'late');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
