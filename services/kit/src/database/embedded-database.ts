import { PGlite } from '@electric-sql/pglite';
import type { Database, SqlExecutor, SqlValue, TransactionOptions } from './database.js';

type Connection = Pick<PGlite, 'query' | 'exec'>;

/**
 * PostgreSQL inside this process, with one connection: transactions wait for each other.
 *
 * @param directory where the data lives; in memory when it is left out
 */
export async function openEmbedded(directory?: string): Promise<Database> {
  const postgres = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    parsers: { [INT8]: BigInt },
  });
  const transaction = <T>(work: (sql: SqlExecutor) => Promise<T>, options: TransactionOptions = {}): Promise<T> =>
    postgres.transaction(async (connection) => {
      const isolation = options.isolation === undefined ? '' : ` ISOLATION LEVEL ${options.isolation.toUpperCase()}`;
      const access = options.readOnly === true ? ' READ ONLY' : '';
      if (isolation + access !== '') await connection.query(`SET TRANSACTION${isolation}${access}`);
      return work(executor(connection));
    });
  return { kind: 'embedded', transaction, ...executor(postgres), close: () => postgres.close() };
}

const INT8 = 20;

const executor = (connection: Connection): SqlExecutor => ({
  query: async <Row extends object>(statement: string, parameters?: readonly SqlValue[]) => {
    const { rows } = await connection.query<Row>(statement, parameters === undefined ? [] : [...parameters]);
    return rows;
  },
  script: async (statements) => void (await connection.exec(statements)),
});
