import { LogicalReplicationService, PgoutputPlugin, type Pgoutput } from 'pg-logical-replication';
import { type ChangeTransaction, gatherChanges, type InsertedRow } from './gather-changes.js';
import { formatLsn, parseLsn } from './lsn.js';

/** Where changes come from and who gets them. */
export interface ChangeReaderOptions {
  /** Direct connection: replication does not pass a pooler. */
  readonly url: string;
  readonly slot: string;
  readonly publication: string;
  /**
   * Transactions come in the order of their commits, as many together as were committed while the last ones were handled; the next
   * ones wait until this resolves.
   */
  readonly onTransactions: (transactions: readonly ChangeTransaction[]) => Promise<void>;
  /** How long a transaction waits for company: handling many small ones each by itself costs the database most of its time. */
  readonly gatherMs?: number;
  /** Gives up a server that says nothing for longer, although it is asked every few seconds; a minute when left out. */
  readonly silenceMs?: number;
  readonly signal: AbortSignal;
}

/** PostgreSQL gives up a reader that says nothing for wal_sender_timeout, a minute by default. */
const STATUS_EVERY_MS = 5_000;
/** Decoding a long transaction of other tables the server may keep silent for half of that minute. */
const DEFAULT_SILENCE_MS = 60_000;
const CONNECT_WITHIN_MS = 10_000;
/** Captured tables are only ever added to; their publication says `publish = 'insert'`. */
const UNEXPECTED: ReadonlySet<string> = new Set(['update', 'delete', 'truncate']);

/**
 * Reads a slot until the signal says stop. A transaction is confirmed only after it was handled, so after a crash it comes again.
 *
 * @throws what the handler throws, the error of the connection, or an error at any change but an insert
 */
export async function readChanges(options: ChangeReaderOptions): Promise<void> {
  const { url, slot, publication, signal, silenceMs = DEFAULT_SILENCE_MS } = options;
  const service = new LogicalReplicationService(
    {
      ...{ connectionString: url, application_name: `change stream ${slot}`, keepAlive: true },
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    },
    // Both automatic ways of the library confirm what was received, not what was handled.
    { acknowledge: { auto: false, timeoutSeconds: 0 }, flowControl: { enabled: true } },
  );
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const plugin = new CountingPlugin({ protoVersion: 1, publicationNames: [publication] });
  let inserts: InsertedRow[] = [];
  let handled: bigint | undefined;
  let takenMessages = 0;
  let betweenTransactions = true;

  // The library adds one to what it confirms. The commit right behind would be skipped after a restart, so it gets one less.
  const confirm = (lsn: bigint, askForAnswer = false): Promise<boolean> =>
    service.acknowledge(formatLsn(lsn - 1n), askForAnswer);
  const gathered = gatherChanges(options, async (lsn) => {
    handled = lsn;
    await confirm(lsn);
  });
  gathered.failed.catch(fail);
  const take = async (message: Pgoutput.Message): Promise<void> => {
    if (message.tag === 'begin') inserts = [];
    else if (message.tag === 'insert') {
      const { schema, name } = message.relation;
      inserts.push({ table: `${schema}.${name}`, row: message.new });
    } else if (message.tag === 'commit' && message.commitEndLsn !== null) {
      const commitLsn = message.commitLsn ?? message.commitEndLsn;
      await gathered.add({ commitLsn, inserts }, parseLsn(message.commitEndLsn));
    } else if (UNEXPECTED.has(message.tag)) {
      // Passing over it would leave a reader with something else than the tables have.
      throw new Error(`the publication ${publication} sent a ${message.tag}, but ${slot} reads inserts only`);
    }
  };
  let heardMs = performance.now();
  service.on('data', async (_lsn: string, message: Pgoutput.Message) => {
    heardMs = performance.now();
    try {
      await take(message);
      betweenTransactions = message.tag === 'commit';
      takenMessages += 1;
    } catch (error) {
      fail(error);
    }
  });
  // With nothing in hand all the server has sent is handled: confirming it lets the server drop the log of other tables.
  const nothingToHandle = (): boolean => takenMessages === plugin.receivedMessages && gathered.isEmpty();
  service.on('heartbeat', (lsn: string, _timestamp: number, answerWanted: boolean) => {
    heardMs = performance.now();
    const further = betweenTransactions && nothingToHandle() && parseLsn(lsn) > (handled ?? 0n);
    if (further) handled = parseLsn(lsn);
    // While something is in hand the server asks again after every answer: answering each time would keep both busy with nothing else.
    if (handled !== undefined && (further || answerWanted)) void confirm(handled);
  });
  service.on('error', fail);

  const reportStatus = (): void => {
    // What is being handled may hold up the connection, and then nobody listens.
    if (!nothingToHandle()) heardMs = performance.now();
    if (performance.now() - heardMs > silenceMs) fail(new Error(`the server has not answered for ${silenceMs} ms`));
    if (handled !== undefined) void confirm(handled, true);
  };
  const status = setInterval(reportStatus, Math.min(STATUS_EVERY_MS, silenceMs / 4));
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  if (signal.aborted) return clearInterval(status);
  const ended = service.subscribe(plugin, slot).then(() => {
    if (!signal.aborted) throw new Error('the server ended the change stream');
  });
  try {
    await Promise.race([failed, stopped, ended]);
  } finally {
    clearInterval(status);
    ended.catch(() => undefined);
    await gathered.stop();
    await service.destroy();
  }
}

/** The library queues messages where nobody sees them; what was received but not handled must not be confirmed. */
class CountingPlugin extends PgoutputPlugin {
  receivedMessages = 0;

  override parse(buffer: Buffer): Pgoutput.Message {
    this.receivedMessages += 1;
    return super.parse(buffer);
  }
}
