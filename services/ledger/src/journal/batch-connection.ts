import type { SqlExecutor, SqlValue } from '../../../kit/src/database/database.js';
import type { RowStatement, StatementTexts } from './row-statement.js';

/** The transaction of a batch, which sends statements in the way that the tables ask for. */
export interface BatchConnection {
  readonly query: <Row, Result extends object>(
    statement: RowStatement<Row, Result>,
    rows: readonly Row[],
  ) => Promise<readonly Result[]>;
  /**
   * Runs statements of which none sees what the others change.
   *
   * @param name under which they are prepared, if they are sent as one
   * @param statements the last one has a RETURNING
   * @returns how many rows the last one wrote
   */
  readonly writeTogether: (name: string, statements: readonly FilledStatement[]) => Promise<number>;
}

/** A statement with its rows. */
export interface FilledStatement {
  readonly texts: StatementTexts;
  readonly values: SqlValue[][];
  readonly isEmpty: boolean;
}

export const filled = <Row>(statement: RowStatement<Row>, rows: readonly Row[]): FilledStatement => ({
  texts: statement,
  values: statement.values(rows),
  isEmpty: rows.length === 0,
});

/** To one server, which has the rows of all books. */
export const toOneServer = (sql: SqlExecutor): BatchConnection => ({
  query: <Row, Result extends object>(statement: RowStatement<Row, Result>, rows: readonly Row[]) =>
    sql.query<Result>(statement.text, statement.values(rows), statement.name),
  writeTogether: async (name, statements) => {
    const values = statements.flatMap((statement) => statement.values);
    const [answer] = await sql.query<{ count: number }>(textTogether(name, statements), values, name);
    return answer?.count ?? 0;
  },
});

/** To the node of a cluster that has the book of the batch: one statement after the other, each with the book's number. */
export function toNodeOf(sql: SqlExecutor, bookId: number): BatchConnection {
  const send = <Result extends object>({ name, routed }: StatementTexts, values: SqlValue[][]) =>
    sql.query<Result>(routed.text, routed.namesBook ? [...values, bookId] : values, `${name}-of-book`);
  return {
    query: <Row, Result extends object>(statement: RowStatement<Row, Result>, rows: readonly Row[]) =>
      send<Result>(statement, statement.values(rows)),
    writeTogether: async (_, statements) => {
      let count = 0;
      for (const { texts, values, isEmpty } of statements) count = isEmpty ? 0 : (await send(texts, values)).length;
      return count;
    },
  };
}

const made = new Map<string, string>();

/** One round trip: every statement in a WITH, and the number of rows that the last one returned. */
function textTogether(name: string, statements: readonly FilledStatement[]): string {
  const known = made.get(name);
  if (known !== undefined) return known;
  let first = 1;
  const parts = statements.map(({ texts, values }, index) => {
    const part = `part${index} AS (${texts.textFrom(first)})`;
    first += values.length;
    return part;
  });
  const text = `WITH ${parts.join(',\n  ')}\n  SELECT count(*)::integer AS count FROM part${parts.length - 1}`;
  made.set(name, text);
  return text;
}
