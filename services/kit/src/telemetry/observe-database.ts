import { SpanKind } from '@opentelemetry/api';
import type { Database, SqlExecutor } from '../database/database.js';
import { operationObserver } from './observed-operation.js';

const SYSTEM = { 'db.system.name': 'postgresql' };

/**
 * The same database with each statement measured and traced under its prepared name, and each transaction as a whole. Statements
 * without a name go by their first word: texts would be too many.
 */
export function observeDatabase(database: Database): Database {
  const observe = operationObserver('db.client.operation.duration', SpanKind.CLIENT);
  const observed = (executor: SqlExecutor): SqlExecutor => ({
    ...executor,
    query: (statement, parameters, name) => {
      const operation = name ?? firstWord(statement);
      return observe({ name: operation, attributes: { ...SYSTEM, 'db.operation.name': operation } }, () =>
        executor.query(statement, parameters, name),
      );
    },
  });
  return {
    ...database,
    ...observed(database),
    transaction: (work, options) =>
      observe({ name: 'transaction', attributes: { ...SYSTEM, 'db.operation.name': 'transaction' } }, () =>
        database.transaction((sql) => work(observed(sql)), options),
      ),
  };
}

const firstWord = (statement: string): string => /[a-z]+/i.exec(statement)?.[0].toLowerCase() ?? 'unknown';
