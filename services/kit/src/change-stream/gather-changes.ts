/** One inserted row, with the driver's types: bigint as text, timestamptz as Date, bytea as bytes. */
export interface InsertedRow {
  /** `schema.table`. */
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What one transaction inserted into the published tables, in its order. */
export interface ChangeTransaction {
  readonly commitLsn: string;
  readonly inserts: readonly InsertedRow[];
}

/** Who handles transactions, and how long one waits for company. */
export interface GatherOptions {
  readonly onTransactions: (transactions: readonly ChangeTransaction[]) => Promise<void>;
  readonly gatherMs?: number;
}

/** Transactions on their way to the handler. */
export interface GatheredChanges {
  /** Resolves at once, or when there is room again. */
  readonly add: (transaction: ChangeTransaction, endLsn: bigint) => Promise<void>;
  readonly isEmpty: () => boolean;
  /** Rejects with what the handler throws; nothing is handled after that. */
  readonly failed: Promise<never>;
  /** Waits for what is being handled; what is not yet is dropped, and will be delivered again. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_GATHER_MS = 20;
/** With so many rows in hand the stream is held up. */
const MOST_ROWS = 5_000;

/** Hands transactions over in order, in groups. `onHandled` gets the end of the last one of a group that was handled. */
export function gatherChanges(
  { onTransactions, gatherMs = DEFAULT_GATHER_MS }: GatherOptions,
  onHandled: (endLsn: bigint) => Promise<unknown>,
): GatheredChanges {
  let waiting: ChangeTransaction[] = [];
  let rows = 0;
  let lastLsn = 0n;
  let timer: NodeJS.Timeout | undefined;
  let handling: Promise<void> | undefined;
  let stopped = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));

  const handleGroup = async (): Promise<void> => {
    const [group, endLsn] = [waiting, lastLsn];
    [waiting, rows] = [[], 0];
    const changed = group.filter(({ inserts }) => inserts.length > 0);
    if (changed.length > 0) await onTransactions(changed);
    await onHandled(endLsn);
  };
  const begin = (): void => {
    timer = undefined;
    handling = handleGroup()
      .catch((error: unknown) => {
        stopped = true;
        fail(error);
      })
      .finally(() => {
        handling = undefined;
        schedule();
      });
  };
  const schedule = (): void => {
    if (stopped || waiting.length === 0 || handling !== undefined) return;
    timer ??= setTimeout(begin, gatherMs);
  };
  return {
    failed,
    isEmpty: () => waiting.length === 0 && handling === undefined,
    add: async (transaction, endLsn) => {
      waiting.push(transaction);
      rows += transaction.inserts.length;
      lastLsn = endLsn;
      schedule();
      if (rows < MOST_ROWS) return;
      await handling;
      if (stopped || waiting.length === 0) return;
      clearTimeout(timer);
      begin();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await handling;
    },
  };
}
