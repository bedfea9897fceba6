import pg from 'pg';
import { AbortableClient } from './abortable-client.js';
import { arrayLiteral } from './array-literal.js';
import {
  CommitOutcomeUnknown,
  type Database,
  type SqlExecutor,
  type SqlValue,
  type TransactionOptions,
} from './database.js';
import { sqlState } from './sql-state.js';
import { type AnswerWatch, watchAnswers } from './watch-answers.js';

/** How a program reaches its PostgreSQL server, directly or through a transaction pooler. */
export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database?sslmode=…`. */
  readonly url: string;
  readonly maxConnections: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Cancels any statement that takes longer, unless its transaction says otherwise. */
  readonly statementTimeoutMs: number;
  /** How long to wait for a free connection, or for a new one, before giving up. */
  readonly connectTimeoutMs?: number;
  /** Called with the error of an idle connection, which the pool replaces by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_IDLE_TIMEOUT_MS = 10_000;
/** How much later than the server this side gives up: cancelling and the way back take time. */
const ANSWER_MARGIN_MS = 1_000;
const ROLLBACK_WITHIN_MS = 2_000;

/** Connects lazily: a server that is down is an error of the first statement, not of this call. */
export function connectPostgres(options: PostgresOptions): Database {
  const config: PoolConfig = {
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // Statements that are asked for at the same time travel together instead of each waiting for the answer to the one before.
    pipeline: true,
    Client: AbortableClient,
    types: exactIntegers(),
  };
  const pool = new pg.Pool(config);
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));

  const transaction = async <T>(
    work: (sql: SqlExecutor) => Promise<T>,
    limits: TransactionOptions = {},
  ): Promise<T> => {
    const client = await pool.connect();
    const statementTimeoutMs = Math.max(1, Math.ceil(limits.statementTimeoutMs ?? options.statementTimeoutMs));
    let broken: Error | undefined;
    const lost = (error: Error): void => void (broken = error);
    client.on('error', lost);
    let givenBack = false;
    const giveBack = (error?: Error): void => {
      if (!givenBack) client.release(error);
      givenBack = true;
    };
    const watch = watchAnswers(statementTimeoutMs + ANSWER_MARGIN_MS, (silence) => {
      if (client instanceof AbortableClient) client.abort();
      giveBack(silence);
    });
    try {
      const begun = watch.answered(() => client.query(begin(limits, statementTimeoutMs)));
      const sql = watched(executor(client), watch);
      const result = await work(limits.readsFirst === true ? answeredAfter(begun, sql) : (await begun, sql));
      await begun;
      await commit(client, watch);
      return result;
    } catch (error) {
      // A connection in an unknown state is not given back.
      if (!(await rolledBack(client))) broken ??= asError(error);
      throw error;
    } finally {
      watch.stop();
      client.off('error', lost);
      giveBack(broken);
    }
  };
  return {
    kind: 'server',
    ...executor(pool, options.statementTimeoutMs),
    transaction,
    close: () => pool.end(),
  };
}

/**
 * Limits are set inside the transaction: through a transaction pooler a connection keeps no setting between two of them. One
 * message without parameters, so that it costs one round trip. The limit of idleness frees the locks of a client that vanished.
 */
function begin({ isolation, readOnly, idleTimeoutMs }: TransactionOptions, statementTimeoutMs: number): string {
  const mode = `${isolation === undefined ? '' : ` ISOLATION LEVEL ${isolation.toUpperCase()}`}${readOnly === true ? ' READ ONLY' : ''}`;
  const idleMs = Math.max(1, Math.ceil(idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS));
  return `BEGIN${mode}; SET LOCAL statement_timeout = ${statementTimeoutMs}; SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`;
}

async function commit(client: pg.PoolClient, watch: AnswerWatch): Promise<void> {
  let result: pg.QueryResult;
  let warning: string | undefined;
  const warned = ({
    code,
    message,
  }: {
    readonly code: string | undefined;
    readonly message: string | undefined;
  }): void => {
    if (code?.startsWith('01') === true || code?.startsWith('57') === true) warning = message;
  };
  client.on('notice', warned);
  try {
    result = await watch.answered(() => client.query('COMMIT'));
  } catch (error) {
    // The server's own answer is certain: a refused commit did not happen. Its shutdown codes and a lost connection are not.
    const state = sqlState(error);
    if (state !== undefined && !state.startsWith('57') && !state.startsWith('08')) throw error;
    throw new CommitOutcomeUnknown('the connection was lost while committing', { cause: error });
  } finally {
    client.off('notice', warned);
  }
  // PostgreSQL answers the commit of a failed transaction with ROLLBACK and no error.
  if (result.command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back');
  // Cancelled while it waits for a synchronous standby, PostgreSQL commits here, says COMMIT, and only warns that nobody else may have it.
  if (warning !== undefined) throw new CommitOutcomeUnknown(`committed with a warning: ${warning}`);
}

/** A connection that was given up answers at once, one that hangs soon. */
async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  const rollback: Query = { text: 'ROLLBACK', query_timeout: ROLLBACK_WITHIN_MS };
  try {
    await client.query(rollback);
    return true;
  } catch {
    return false;
  }
}

const watched = (sql: SqlExecutor, { answered }: AnswerWatch): SqlExecutor => ({
  query: (statement, parameters, name) => answered(() => sql.query(statement, parameters, name)),
  script: (statements) => answered(() => sql.script(statements)),
});

/** Nothing is answered before the transaction is known to have begun, so nothing is written without one. */
function answeredAfter(begun: Promise<unknown>, sql: SqlExecutor): SqlExecutor {
  // Whoever waits for it gets its error.
  begun.catch(() => undefined);
  return {
    query: async <Row extends object>(statement: string, parameters?: readonly SqlValue[], name?: string) => {
      const [rows] = await Promise.all([sql.query<Row>(statement, parameters, name), begun]);
      return rows;
    },
    script: async (statements) => void (await Promise.all([sql.script(statements), begun])),
  };
}

/** The driver knows these options; its types do not. */
type PoolConfig = pg.PoolConfig & { readonly pipeline: boolean };
type Query = pg.QueryConfig<unknown[]> & { query_timeout?: number };

const executor = (client: Pick<pg.PoolClient, 'query'>, timeoutMs?: number): SqlExecutor => ({
  query: async <Row extends object>(statement: string, parameters?: readonly SqlValue[], name?: string) => {
    const query: Query = { text: statement };
    if (parameters !== undefined)
      query.values = parameters.map((value) => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value));
    if (name !== undefined) query.name = name;
    if (timeoutMs !== undefined) query.query_timeout = timeoutMs;
    const { rows } = await client.query<Row>(query);
    return rows;
  },
  script: async (statements) => void (await client.query(statements)),
});

/** bigint and bigint[] keep every digit. */
function exactIntegers(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, BigInt);
  types.setTypeParser(INT8_ARRAY, parseArray);
  return types;
}

/** Object ids of pg_type. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const parseArray = (text: string): (bigint | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : BigInt(item)));

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
