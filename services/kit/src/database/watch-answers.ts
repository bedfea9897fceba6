/** Statements of one connection, none of which may wait for its answer longer than the time that was agreed. */
export interface AnswerWatch {
  /** @throws DatabaseSilent when no answer came, and for everything that is asked afterwards */
  readonly answered: <T>(ask: () => Promise<T>) => Promise<T>;
  readonly stop: () => void;
}

/**
 * The server said nothing for longer than it may. Its own statement_timeout would have cancelled the statement, so packets vanish on
 * the way or the machine hangs, and the connection is given up.
 */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
}

/**
 * Watches with one timer for all statements of a transaction, which is cheaper than one for each.
 *
 * @param giveUp ends the connection, so that whatever waits for it fails
 */
export function watchAnswers(timeoutMs: number, giveUp: (cause: Error) => void): AnswerWatch {
  let asked = 0;
  let waiting = 0;
  let silence: DatabaseSilent | undefined;
  let stopped = false;

  const timer = setTimeout(() => {
    if (waiting === 0) return;
    const before = asked;
    // After a stall of this process timers come before sockets: what has arrived meanwhile is read first.
    setImmediate(() => {
      if (waiting === 0 || asked !== before) return;
      silence = new DatabaseSilent(`PostgreSQL did not answer within ${timeoutMs} ms`);
      giveUp(silence);
    });
  }, timeoutMs);

  const again = (): void => {
    if (!stopped) timer.refresh();
  };

  const answered = async <T>(ask: () => Promise<T>): Promise<T> => {
    asked += 1;
    waiting += 1;
    again();
    try {
      return await ask();
    } catch (error) {
      throw silence ?? error;
    } finally {
      waiting -= 1;
      // Another one that was asked at the same time begins only now.
      if (waiting > 0) again();
    }
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  return { answered, stop };
}
