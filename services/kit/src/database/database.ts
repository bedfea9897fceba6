/** A value that PostgreSQL's drivers can bind. Dates, big integers and bytes keep their type; objects are sent as JSON. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null | readonly SqlValue[] | object;

/** Runs statements on one connection. `bigint` columns arrive as `bigint`, `timestamptz` as `Date`, `bytea` as `Uint8Array`. */
export interface SqlExecutor {
  /**
   * @param name prepared once per connection under this name; give one to every statement of a hot path
   * @throws the driver's error, whose five-character code `sqlState` reads
   */
  readonly query: <Row extends object>(
    statement: string,
    parameters?: readonly SqlValue[],
    name?: string,
  ) => Promise<readonly Row[]>;
  /** Runs several statements without parameters, such as a migration's file. */
  readonly script: (statements: string) => Promise<void>;
}

/** Limits of one transaction. */
export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
  /** Cancels any statement that takes longer, in milliseconds. */
  readonly statementTimeoutMs?: number;
  /** Ends the transaction when longer than this passes between two of its statements, in milliseconds; 10 seconds when left out. */
  readonly idleTimeoutMs?: number;
  /** What the work asks for before it has any answer only reads or locks, so it may travel together with the transaction's beginning. */
  readonly readsFirst?: boolean;
}

/** A transaction whose outcome nobody knows: the connection was lost between asking for the commit and its answer. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = 'CommitOutcomeUnknown';
}

/** PostgreSQL, in a server of its own or embedded in this process. Statements outside a transaction run on any connection. */
export interface Database extends SqlExecutor {
  /** `embedded` has one connection and no logical replication; it proves no locking. */
  readonly kind: 'server' | 'embedded';
  /**
   * Commits when the work resolves, rolls back when it throws.
   *
   * @throws CommitOutcomeUnknown when the connection is lost while committing
   */
  readonly transaction: <T>(work: (sql: SqlExecutor) => Promise<T>, options?: TransactionOptions) => Promise<T>;
  readonly close: () => Promise<void>;
}
