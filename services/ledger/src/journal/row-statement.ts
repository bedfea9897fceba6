import type { SqlValue } from '../../../kit/src/database/database.js';

/** Type of a column in SQL, and its value in a row. */
type Column<Row> = readonly [type: string, value: (row: Row) => SqlValue];

/** A statement over rows, which travel as one array for each column. */
export interface RowStatementDefinition<Row> {
  /** Under which it is prepared. */
  readonly name: string;
  readonly columns: Readonly<Record<string, Column<Row>>>;
  /**
   * @param rows an item of FROM that is called `row` and has the columns
   * @param inBook a condition: that a column is the one book of the rows, where that decides which node is asked; else `true`
   */
  readonly text: (rows: string, inBook: (column: string) => string) => string;
}

/** A statement with its texts made. `Result` is a row that comes back. */
export interface RowStatement<Row, Result extends object = object> extends StatementTexts {
  readonly values: (rows: readonly Row[]) => SqlValue[][];
  /** Never set: says what comes back. */
  readonly result?: Result;
}

export interface StatementTexts {
  readonly name: string;
  /** For rows of any books. */
  readonly text: string;
  /** The same as a part of another statement, with parameters from `first` on. */
  readonly textFrom: (first: number) => string;
  /** For rows of one book, which is named in a parameter of its own if the statement asks for it. */
  readonly routed: { readonly text: string; readonly namesBook: boolean };
}

export function rowStatement<Row, Result extends object = object>({
  name,
  columns,
  text,
}: RowStatementDefinition<Row>): RowStatement<Row, Result> {
  const all = Object.entries(columns);
  const rowsFrom = (first: number): string => {
    const arrays = all.map(([, [type]], index) => `$${first + index}::${type}[]`);
    return `unnest(${arrays.join(', ')}) AS row (${Object.keys(columns).join(', ')})`;
  };
  const textFrom = (first: number): string => text(rowsFrom(first), () => 'true');
  let namesBook = false;
  const routed = text(rowsFrom(1), (column) => {
    namesBook = true;
    return `${column} = $${all.length + 1}::integer`;
  });
  return {
    name,
    text: textFrom(1),
    textFrom,
    routed: { text: routed, namesBook },
    values: (rows) => all.map(([, [, value]]) => rows.map(value)),
  };
}
