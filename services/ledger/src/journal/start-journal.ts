import { metrics } from '@opentelemetry/api';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { HomeLease } from '../../../kit/src/leases/home-lease.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { kitProblem } from '../../../kit/src/problems/kit-problems.js';
import { sampledTraceparent } from '../../../kit/src/telemetry/traceparent.js';
import { rememberLayout } from '../books/book-layout.js';
import { batchMeasures } from './batch-measures.js';
import type { Command, Journal, Outcome } from './commands.js';
import { createLane, waitedTooLong, type WaitingItem } from './lane.js';
import { leaseLost, outcomeUnknown } from './run-batch.js';

/** What the command side stands on. */
export interface JournalOptions {
  readonly database: Database;
  readonly lease: HomeLease;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `source` of the events: see `ledgerSource`. */
  readonly source: string;
  /** Writers that work at the same time; a book always has the same one. */
  readonly lanes?: number;
  /** Commands of one transaction. */
  readonly batchSize?: number;
  /** Commands that may wait in one lane: two batches. More would only wait until nobody wants their answer any more. */
  readonly queueSize?: number;
  /** How long a command may take when it does not say. */
  readonly deadlineMs?: number;
}

const DEFAULTS = { lanes: 2, batchSize: 200, queueSize: 400, deadlineMs: 5_000 };
/** Longest statement of a batch; a lock that is waited for counts. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** Starts the command side: lanes of micro-batches, each book in one lane. */
export function startJournal(options: JournalOptions): Journal {
  const { database, lease, clock, logger, source } = options;
  const { lanes: laneCount, batchSize, queueSize, deadlineMs } = { ...DEFAULTS, ...options };
  const measures = batchMeasures();
  const shared = { database, lease, clock, source, measures };
  const parts = { ...shared, layout: rememberLayout(), statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const lanes = Array.from({ length: laneCount }, () => createLane({ parts, logger, batchSize, queueSize }));
  let closed = false;

  const waiting = metrics.getMeter('finflow').createObservableGauge('finflow_ledger_waiting_commands');
  const observe = (result: { observe: (value: number) => void }): void =>
    result.observe(lanes.reduce((sum, lane) => sum + lane.depth(), 0));
  waiting.addCallback(observe);

  const submit: Journal['submit'] = (command, limits = {}) =>
    new Promise<Outcome>((resolve, reject) => {
      if (closed) return reject(kitProblem('unavailable', 'The service is stopping. Nothing was executed.', {}, 1));
      if (lease.currentEpoch() === undefined) return reject(leaseLost(lease.home));
      const lane = lanes[laneOf(command, laneCount)];
      if (lane === undefined) return reject(new RangeError(`there are ${laneCount} lanes`));
      const allowedMs = limits.deadlineMs ?? deadlineMs;
      let timer: NodeJS.Timeout;
      const item: WaitingItem = {
        command,
        traceparent: sampledTraceparent(),
        deadlineMs: clock.monotonicMs() + allowedMs,
        resolve: (outcome) => (clearTimeout(timer), resolve(outcome)),
        reject: (problem) => (clearTimeout(timer), reject(asError(problem))),
      };
      // The caller goes away at its deadline. What no batch has begun never happens; the rest is found out by its key.
      timer = setTimeout(() => {
        if (lane.withdraw(item)) return reject(waitedTooLong());
        timer = setTimeout(() => reject(outcomeUnknown()), ANSWER_GRACE_MS);
      }, allowedMs);
      try {
        lane.add(item);
      } catch (error) {
        item.reject(error);
      }
    });
  return {
    submit,
    close: async () => {
      closed = true;
      await Promise.all(lanes.map((lane) => lane.idle()));
      waiting.removeCallback(observe);
    },
  };
}

/** A lane that knows the answer by then says it itself. */
const ANSWER_GRACE_MS = 50;

/** Multiplicative hash (Knuth), so that neighbouring books do not share a lane. */
const laneOf = ({ bookId }: Command, lanes: number): number => (Math.imul(bookId, 2_654_435_761) >>> 0) % lanes;

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
