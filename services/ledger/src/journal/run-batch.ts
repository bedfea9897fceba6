import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import type { HomeLease } from '../../../kit/src/leases/home-lease.js';
import type { RememberedLayout } from '../books/book-layout.js';
import { ledgerProblem } from '../problems.js';
import { decideBatch, type BatchInput, type BookHead } from './batch.js';
import type { Command, Outcome } from './commands.js';
import { eventsOf } from './batch-events.js';
import type { BatchMeasures } from './batch-measures.js';
import { toNodeOf, toOneServer, type BatchConnection } from './batch-connection.js';
import { loadBatch, lockBooks } from './load-batch.js';
import { writeBatch } from './write-batch.js';

/** What the batches of one ledger share. */
export interface BatchParts {
  readonly database: Database;
  readonly lease: HomeLease;
  readonly clock: Clock;
  /** `source` of the events. */
  readonly source: string;
  readonly statementTimeoutMs: number;
  readonly measures: BatchMeasures;
  readonly layout: RememberedLayout;
}

/** A command on its way, with the trace that it belongs to. */
export interface BatchItem {
  readonly command: Command;
  readonly traceparent?: string | undefined;
}

/** What became of an item: its outcome, or why it could not be tried. */
export type ItemResult = Outcome | Problem;

/**
 * Runs commands in one transaction and says what became of each after the commit. All or none of them happen.
 *
 * @throws the database's error, or CommitOutcomeUnknown; running the same batch again is safe, because every command has its key
 */
export async function runBatch(parts: BatchParts, items: readonly BatchItem[]): Promise<readonly ItemResult[]> {
  const { database, lease, clock, statementTimeoutMs } = parts;
  const epoch = lease.currentEpoch();
  if (epoch === undefined) return items.map(() => leaseLost(lease.home));
  const started = clock.monotonicMs();
  const results = await database.transaction(
    async (sql) => runLocked(parts, await connect(parts.layout, sql, items), items, epoch),
    { statementTimeoutMs, readsFirst: true },
  );
  parts.measures.duration.record((clock.monotonicMs() - started) / 1000);
  parts.measures.commands.record(items.length);
  // A primary that lost its lease while committing must not say that anything is done: its successor may not have it.
  if (lease.currentEpoch() !== epoch) return items.map(() => outcomeUnknown());
  return results;
}

/** A batch for a cluster is about one book; see `takeBatch`. */
async function connect(
  layout: RememberedLayout,
  sql: SqlExecutor,
  items: readonly BatchItem[],
): Promise<BatchConnection> {
  if ((layout.known() ?? (await layout.ask(sql))) === 'one server') return toOneServer(sql);
  const [bookId, ...others] = new Set(items.map(({ command }) => command.bookId));
  if (bookId === undefined || others.length > 0)
    throw new RangeError('a batch is about one book where books are spread');
  return toNodeOf(sql, bookId);
}

async function runLocked(
  parts: BatchParts,
  connection: BatchConnection,
  items: readonly BatchItem[],
  epoch: bigint,
): Promise<readonly ItemResult[]> {
  const all = items.map(({ command }) => command);
  const [heads, loaded] = await Promise.all([
    lockBooks(connection, new Set(all.map(({ bookId }) => bookId))),
    loadBatch(connection, all),
  ]);
  const refused = new Map<BatchItem, Problem>();
  for (const item of items) {
    const problem = refuseBook(heads.get(item.command.bookId), item.command.bookId, parts.lease.home, epoch);
    if (problem !== undefined) refused.set(item, problem);
  }
  const accepted = items.filter((item) => !refused.has(item));
  // A book that this home took over is raised to the lease's epoch by its first write.
  for (const head of heads.values()) if (head.homeEpoch < epoch) head.homeEpoch = epoch;
  const outcomes = accepted.length === 0 ? [] : await decideAndWrite(parts, connection, accepted, { ...loaded, heads });
  const byItem = new Map(accepted.map((item, index) => [item, outcomes[index]]));
  return items.map((item) => refused.get(item) ?? byItem.get(item) ?? outcomeUnknown());
}

async function decideAndWrite(
  parts: BatchParts,
  connection: BatchConnection,
  items: readonly BatchItem[],
  loaded: Omit<BatchInput, 'now'>,
): Promise<readonly Outcome[]> {
  const input = { ...loaded, now: parts.clock.now() };
  const result = decideBatch(
    items.map(({ command }) => command),
    input,
  );
  if (result.answers.length > 0) {
    const traces = new Map(items.map(({ command, traceparent }) => [recordIdOf(command), traceparent]));
    await writeBatch(connection, result, input.state, eventsOf(result.records, input.state, parts.source, traces));
  }
  return result.outcomes;
}

/** Id of the record that a command would make. */
const recordIdOf = (command: Command): string => ('transferId' in command ? command.transferId : command.accountId);

function refuseBook(head: BookHead | undefined, bookId: number, home: string, epoch: bigint): Problem | undefined {
  if (head === undefined)
    return new Problem(ledgerProblem('book-not-found'), `There is no book ${bookId}.`, { bookId });
  if (head.home !== home)
    return new Problem(ledgerProblem('wrong-home'), `Book ${bookId} is written in ${head.home}.`, { home: head.home });
  return head.homeEpoch > epoch ? leaseLost(home) : undefined;
}

export const leaseLost = (home: string): Problem =>
  new Problem(ledgerProblem('home-lease-lost'), `Another location may be writing for ${home}. Try again.`, { home }, 1);

export const outcomeUnknown = (): Problem =>
  new Problem(
    ledgerProblem('outcome-unknown'),
    'The request may or may not have been executed. Repeat it with the same idempotency key to learn which.',
    {},
    1,
  );
