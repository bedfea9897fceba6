import type { InsertStmt, Node, RangeVar } from 'libpg-query';
import { BOOK, type ClusterLayout, type RefusalReason } from './cluster-layout.js';
import type { Volatility } from './function-volatility.js';
import { StatementBooks } from './statement-books.js';
import { names, nodesOf, parseStatements, relationName, visit } from './syntax.js';

/** What Citus makes of a statement. */
export interface StatementCheck {
  /** `every book`: nothing names one, so all shards take part. */
  readonly reach: 'one book' | 'every book' | 'coordinator' | 'no table';
  /** What it does not run, whoever wants it to. */
  readonly refusals: readonly RefusalReason[];
}

/** What the rules know of the cluster. */
export interface StatementRules {
  readonly layout: ClusterLayout;
  readonly volatilityOf: Volatility;
}

/** Checks one statement as the program sends it. */
export function checkStatement(text: string, rules: StatementRules): StatementCheck {
  const [statement, ...more] = parseStatements(text);
  if (statement === undefined || more.length > 0) throw new Error(`one statement is checked at a time: ${text}`);
  const books = new StatementBooks(rules.layout, statement);
  const oneBook = books.oneBook() !== undefined;
  const distributed = books.tables.length > 0;
  const locks = nodesOf(statement, 'LockingClause').length > 0;
  const found: readonly (readonly [boolean, RefusalReason])[] = [
    [books.unplaced.length > 0, 'not placed'],
    [distributed && !oneBook && locks, 'locks several books'],
    [books.strangers().length > 0 && !oneBook, 'joined across books'],
    [distributed && insertsInWith(statement), 'inserts in WITH'],
    [distributed && books.coordinatorTables.length > 0, 'joined with the coordinator'],
    [distributed && !oneBook && writesFromRows(statement), 'several books'],
    ...changesOf(statement, rules).flatMap((change) => changeRules(change, rules.volatilityOf)),
  ];
  return {
    reach: distributed
      ? oneBook
        ? 'one book'
        : 'every book'
      : books.coordinatorTables.length > 0
        ? 'coordinator'
        : 'no table',
    refusals: [...new Set(found.flatMap(([refused, reason]) => (refused ? [reason] : [])))],
  };
}

/** A statement, or a part of one, that writes to a table of Citus. */
interface Change {
  readonly sets: readonly Node[];
  readonly finds: Node | undefined;
  readonly returns: readonly Node[];
  readonly conflict: InsertStmt['onConflictClause'];
  readonly isInsert: boolean;
}

function changesOf(statement: Node, { layout }: StatementRules): readonly Change[] {
  const known = (relation: RangeVar | undefined): boolean => {
    const placement = relation === undefined ? undefined : layout(relationName(relation));
    return placement === 'by book' || placement === 'coordinator';
  };
  const none = { sets: [], finds: undefined, conflict: undefined, isInsert: false };
  return [
    ...nodesOf([statement], 'InsertStmt')
      .filter(({ relation }) => known(relation))
      .map(({ onConflictClause, returningClause }) => ({
        ...none,
        conflict: onConflictClause,
        returns: returningClause?.exprs ?? [],
        isInsert: true,
      })),
    ...nodesOf([statement], 'UpdateStmt')
      .filter(({ relation }) => known(relation))
      .map(({ targetList, whereClause, returningClause }) => ({
        ...none,
        sets: targetList ?? [],
        finds: whereClause,
        returns: returningClause?.exprs ?? [],
      })),
    ...nodesOf([statement], 'DeleteStmt')
      .filter(({ relation }) => known(relation))
      .map(({ whereClause, returningClause }) => ({
        ...none,
        finds: whereClause,
        returns: returningClause?.exprs ?? [],
      })),
  ];
}

function changeRules(
  { sets, finds, returns, conflict, isInsert }: Change,
  volatilityOf: Volatility,
): readonly (readonly [boolean, RefusalReason])[] {
  const calls = (value: unknown): readonly string[] => functionsIn(value).map(volatilityOf);
  const mutable = (value: unknown): boolean => calls(value).some((volatility) => volatility !== 'immutable');
  const lazy = [...nodesOf([sets, finds], 'CoalesceExpr'), ...nodesOf([sets, finds], 'CaseExpr')];
  const targets = [...sets, ...(conflict?.targetList ?? [])];
  return [
    [targets.some((node) => 'ResTarget' in node && node.ResTarget.name === BOOK), 'moves a row'],
    [!isInsert && calls([sets, finds]).includes('volatile'), 'volatile in a change'],
    [mutable(lazy), 'changing in COALESCE'],
    [mutable(returns), 'changing in RETURNING'],
    [mutable([conflict?.targetList, conflict?.whereClause, conflict?.infer?.whereClause]), 'changing in ON CONFLICT'],
  ];
}

/** Functions that are called, by name; `current_timestamp` and its like are functions without parentheses. */
function functionsIn(value: unknown): readonly string[] {
  const found: string[] = nodesOf(value, 'FuncCall').map(({ funcname }) => names(funcname).at(-1) ?? '');
  visit(value, (kind) => {
    if (kind === 'SQLValueFunction') found.push('now');
    return true;
  });
  return found;
}

/** Citus plans an INSERT of a WITH, and a WITH that writes for an INSERT, apart from the rest. */
function insertsInWith(statement: Node): boolean {
  const parts = nodesOf([statement], 'CommonTableExpr').flatMap(({ ctequery }) =>
    ctequery === undefined ? [] : [ctequery],
  );
  const writes = parts.some((part) => 'UpdateStmt' in part || 'DeleteStmt' in part || 'InsertStmt' in part);
  return parts.some((part) => 'InsertStmt' in part) || ('InsertStmt' in statement && writes);
}

/** Rows that come from arrays, another table or a list and may be of different books. */
function writesFromRows(statement: Node): boolean {
  const inserts = nodesOf([statement], 'InsertStmt').some(({ selectStmt }) => {
    const select = selectStmt !== undefined && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt : undefined;
    return select !== undefined && (select.fromClause !== undefined || (select.valuesLists?.length ?? 0) > 1);
  });
  const updates = nodesOf([statement], 'UpdateStmt').some(({ fromClause }) => fromClause !== undefined);
  return inserts || updates || nodesOf([statement], 'DeleteStmt').some(({ usingClause }) => usingClause !== undefined);
}
