import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import { callerSite, type CallSite } from './source-statements.js';

/** A statement that the program ran. */
export interface RecordedStatement {
  readonly site: CallSite;
  readonly text: string;
  /** Under which it is prepared. */
  readonly name: string | undefined;
}

/** The same database, with everything that the program asks of it written down once. */
export function recordDatabase(database: Database, into: Map<string, RecordedStatement>): Database {
  const record = (text: string, name?: string): void => {
    const site = callerSite();
    if (site !== undefined) into.set(`${site} ${text}`, { site, text, name });
  };
  const recorded = (executor: SqlExecutor): SqlExecutor => ({
    query: (statement, parameters, name) => {
      record(statement, name);
      return executor.query(statement, parameters, name);
    },
    script: (statements) => {
      record(statements);
      return executor.script(statements);
    },
  });
  return {
    ...database,
    ...recorded(database),
    transaction: (work, options) => database.transaction((sql) => work(recorded(sql)), options),
  };
}
