import { setTimeout as delay } from 'node:timers/promises';
import { CommitOutcomeUnknown } from '../../../kit/src/database/database.js';
import { isRetryable, isUnavailable, sqlState } from '../../../kit/src/database/sql-state.js';
import { kitProblem } from '../../../kit/src/problems/kit-problems.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { ledgerProblem } from '../problems.js';
import type { Outcome } from './commands.js';
import { outcomeUnknown, runBatch, type BatchItem, type BatchParts, type ItemResult } from './run-batch.js';

/** A command that waits in a lane for its turn. */
export interface WaitingItem extends BatchItem {
  /** On the monotonic clock; past it a command that has not begun is dropped. */
  readonly deadlineMs: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (problem: unknown) => void;
}

/** Limits of a lane. */
export interface LaneOptions {
  readonly parts: BatchParts;
  readonly logger: Logger;
  readonly batchSize: number;
  readonly queueSize: number;
}

/** One writer: takes whatever waits, commits it as one transaction, answers, and takes the next. */
export interface Lane {
  /** @throws Problem `overloaded` when the queue is full */
  readonly add: (item: WaitingItem) => void;
  /** Takes a command back that no batch has begun; false when one has. */
  readonly withdraw: (item: WaitingItem) => boolean;
  readonly depth: () => number;
  /** Resolves when nothing waits and nothing runs. */
  readonly idle: () => Promise<void>;
}

const FIRST_BACKOFF_MS = 20;
const MAX_BACKOFF_MS = 500;

export function createLane({ parts, logger, batchSize, queueSize }: LaneOptions): Lane {
  let queue: WaitingItem[] = [];
  let running: Promise<void> | undefined;

  const add = (item: WaitingItem): void => {
    if (queue.length >= queueSize)
      throw kitProblem('overloaded', 'More transfers wait than can be written in time. Try again shortly.', {}, 1);
    queue.push(item);
    running ??= run();
  };
  const run = async (): Promise<void> => {
    // Requests that arrived in the same turn of the event loop share a batch.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = take();
      if (batch.length > 0) await write(batch);
    }
    running = undefined;
  };
  const take = (): WaitingItem[] => {
    const [batch, rest] = takeBatch(queue, batchSize, parts.layout.known() !== 'one server');
    queue = rest;
    return batch.filter((item) => {
      if (parts.clock.monotonicMs() < item.deadlineMs) return true;
      item.reject(waitedTooLong());
      return false;
    });
  };

  /**
   * Tries until it is known what became of every item, or their time is over.
   *
   * @param uncertain an earlier commit of these items may have happened, so nobody may be told that nothing did
   */
  const write = async (batch: readonly WaitingItem[], uncertain = false): Promise<void> => {
    let open = batch;
    for (let attempt = 0; open.length > 0; attempt += 1) {
      try {
        const results = await runBatch(parts, open);
        answer(open, uncertain ? results.map((result) => (isAnswer(result) ? result : outcomeUnknown())) : results);
        return;
      } catch (error) {
        uncertain ||= error instanceof CommitOutcomeUnknown;
        if (!mayPass(error)) return settleAlone(open, error, uncertain);
        logger.warn({ err: error, commands: open.length, attempt }, 'the batch will be tried again');
      }
      await delay(Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt));
      open = open.filter((item) => {
        if (parts.clock.monotonicMs() < item.deadlineMs) return true;
        item.reject(uncertain ? outcomeUnknown() : unavailable());
        return false;
      });
    }
  };

  /** One bad item fails alone: the others are tried in halves. */
  const settleAlone = async (items: readonly WaitingItem[], error: unknown, uncertain: boolean): Promise<void> => {
    const [only] = items;
    if (items.length === 1 && only !== undefined) {
      logger.error({ err: error, command: only.command.type }, 'the database refuses the command');
      return only.reject(uncertain ? outcomeUnknown() : refusedByDatabase());
    }
    const middle = items.length >> 1;
    await write(items.slice(0, middle), uncertain);
    await write(items.slice(middle), uncertain);
  };

  const withdraw = (item: WaitingItem): boolean => {
    const index = queue.indexOf(item);
    if (index >= 0) queue.splice(index, 1);
    return index >= 0;
  };
  return {
    add,
    withdraw,
    depth: () => queue.length,
    idle: () => running ?? Promise.resolve(),
  };
}

/** What comes first, of one book if a batch is about one only, and what is left. */
function takeBatch(
  queue: readonly WaitingItem[],
  size: number,
  ofOneBook: boolean,
): [batch: WaitingItem[], rest: WaitingItem[]] {
  if (!ofOneBook) return [queue.slice(0, size), queue.slice(size)];
  const bookId = queue[0]?.command.bookId;
  const [batch, rest]: [WaitingItem[], WaitingItem[]] = [[], []];
  for (const item of queue) (item.command.bookId === bookId && batch.length < size ? batch : rest).push(item);
  return [batch, rest];
}

function answer(items: readonly WaitingItem[], results: readonly ItemResult[]): void {
  items.forEach((item, index) => {
    const result = results[index];
    if (result !== undefined && isAnswer(result)) item.resolve(result);
    else item.reject(result ?? outcomeUnknown());
  });
}

const isAnswer = (result: ItemResult): result is Outcome => !(result instanceof Problem);

/** Nothing is wrong with the commands: the server is away, or other transactions were in the way. */
const mayPass = (error: unknown): boolean =>
  error instanceof CommitOutcomeUnknown || isRetryable(error) || isUnavailable(error) || sqlState(error) === '57014';

/** A guard of the database disagrees with the program, which is a fault of the program; the log has the details. */
const refusedByDatabase = (): Problem =>
  new Problem(ledgerProblem('refused-by-database'), 'The database refused the request. Nothing was executed.');

/** Nothing happened. */
export const waitedTooLong = (): Problem =>
  kitProblem('deadline-exceeded', 'The request waited too long and was not executed.', {}, 1);

const unavailable = (): Problem =>
  kitProblem('unavailable', 'The database does not answer. Nothing was executed.', {}, 1);
