import type { CommonTableExpr, InsertStmt, Node, RangeVar, SelectStmt, WithClause } from 'libpg-query';
import {
  bookOf,
  columnOf,
  Equalities,
  isOneValue,
  outputOf,
  type Output,
  type Scope,
  type Source,
} from './book-scope.js';
import { BOOK, type ClusterLayout } from './cluster-layout.js';
import { names, nodesOf, relationName, visit } from './syntax.js';

/** A WITH query; `once`: PostgreSQL folds it into the query that uses it. */
interface Cte {
  readonly output: Output;
  readonly once: boolean;
}
type Ctes = ReadonlyMap<string, Cte>;
type Join = Extract<Node, { JoinExpr: unknown }>['JoinExpr'];

/** Which books a statement touches: it reads every level of it and finds out what the `book_id` of each table is equal to. */
export class StatementBooks {
  /** Distributed tables in the order of their appearance, each with the name of its book. */
  readonly tables: { readonly table: string; readonly book: string }[] = [];
  /** Tables of the coordinator that are used. */
  readonly coordinatorTables: string[] = [];
  /** Tables that the layout does not know. */
  readonly unplaced: string[] = [];
  /** Where rows are found: a FULL JOIN finds none by its condition. */
  private readonly found = new Equalities();
  /** Where rows are joined. */
  private readonly joined = new Equalities();
  private readonly levels: Scope[] = [];
  private count = 0;

  constructor(
    private readonly layout: ClusterLayout,
    private readonly statement: Node,
  ) {
    this.query(statement, undefined, new Map());
  }

  /** The parameter or constant that the book of every distributed table is equal to; undefined when there is none, or several. */
  oneBook(): string | undefined {
    const [first, ...rest] = new Set(this.tables.map(({ book }) => this.found.root(book)));
    return first !== undefined && rest.length === 0 && isOneValue(first) ? first : undefined;
  }

  /** Distributed tables of one FROM that are not joined by book. */
  strangers(): readonly string[] {
    return this.levels.flatMap(({ sources }) => {
      const [first, ...rest] = sources.filter(({ isTable }) => isTable);
      const apart = rest.filter(({ book }) => !this.joined.areEqual(book ?? '', first?.book ?? ''));
      return apart.map(({ name }) => `${first?.name ?? ''} and ${name}`);
    });
  }

  private query(node: Node, around: Scope | undefined, ctes: Ctes): Output {
    if ('SelectStmt' in node) return this.select(node.SelectStmt, around, ctes);
    if ('InsertStmt' in node) return this.insert(node.InsertStmt, around, ctes);
    if ('UpdateStmt' in node) {
      const { fromClause, targetList, ...rest } = node.UpdateStmt;
      return this.change({ ...rest, from: fromClause ?? [], targets: targetList ?? [] }, around, ctes);
    }
    if ('DeleteStmt' in node) {
      const { usingClause, ...rest } = node.DeleteStmt;
      return this.change({ ...rest, from: usingClause ?? [], targets: [] }, around, ctes);
    }
    return outputOf(undefined);
  }

  private change(
    parts: Pick<InsertStmt, 'relation' | 'withClause' | 'returningClause'> & {
      readonly whereClause?: Node;
      readonly from: readonly Node[];
      readonly targets: readonly Node[];
    },
    around: Scope | undefined,
    outer: Ctes,
  ): Output {
    const ctes = this.ctes(parts.withClause, around, outer);
    const scope = this.scope(around, [...asFrom(parts.relation), ...parts.from], ctes);
    this.conditions(parts.whereClause, scope, ctes);
    this.expressions([parts.targets, parts.returningClause], scope, ctes);
    return outputOf(scope.sources[0]?.book);
  }

  private insert(insert: InsertStmt, around: Scope | undefined, outer: Ctes): Output {
    const ctes = this.ctes(insert.withClause, around, outer);
    const scope = this.scope(around, asFrom(insert.relation), ctes);
    const into = scope.sources[0]?.book;
    const place = (insert.cols ?? []).findIndex((node) => 'ResTarget' in node && node.ResTarget.name === BOOK);
    if (insert.selectStmt !== undefined && 'SelectStmt' in insert.selectStmt) {
      const book = this.select(insert.selectStmt.SelectStmt, around, ctes).at(place);
      if (into !== undefined && book !== undefined) this.equate(into, book, true);
    }
    this.expressions([insert.onConflictClause, insert.returningClause], scope, ctes);
    return outputOf(into);
  }

  private select(select: SelectStmt, around: Scope | undefined, outer: Ctes): Output {
    const ctes = this.ctes(select.withClause, around, outer);
    if (select.larg !== undefined && select.rarg !== undefined) {
      const sides = [this.select(select.larg, around, ctes), this.select(select.rarg, around, ctes)];
      const book = this.fresh('union');
      for (const side of sides) if (side.book !== undefined) this.joined.equate(side.book, book);
      return outputOf(sides[0]?.book === undefined ? undefined : book);
    }
    const scope = this.scope(around, select.fromClause ?? [], ctes);
    this.conditions(select.whereClause, scope, ctes);
    const { targetList, distinctClause, groupClause, havingClause, windowClause, sortClause, limitCount } = select;
    const expressions = [targetList, distinctClause, groupClause, havingClause, windowClause, sortClause, limitCount];
    this.expressions([...expressions, select.limitOffset, select.valuesLists], scope, ctes);
    return this.output(select, scope);
  }

  private output({ targetList = [], valuesLists = [] }: SelectStmt, scope: Scope): Output {
    const columns = targetList.flatMap((node) => ('ResTarget' in node ? [node.ResTarget] : []));
    const rows = valuesLists.map((row) => ('List' in row ? (row.List.items ?? []) : []));
    const all = scope.sources.find(({ book }) => book !== undefined)?.book;
    const at = (index: number): string | undefined => {
      if (columns.slice(0, index + 1).some(({ val }) => columnOf(val) === '*')) return all;
      // Several rows are of one book only if all name the same.
      const [one, ...others] = new Set(rows.map((row) => bookOf(row[index], scope)));
      return rows.length > 0 ? (others.length === 0 ? one : undefined) : bookOf(columns[index]?.val, scope);
    };
    const place = columns.findIndex(({ name, val }) => [BOOK, '*'].includes(name ?? columnOf(val) ?? ''));
    return { book: place < 0 ? undefined : at(place), at };
  }

  private ctes(clause: WithClause | undefined, around: Scope | undefined, outer: Ctes): Ctes {
    const known = new Map(outer);
    for (const node of clause?.ctes ?? [])
      if ('CommonTableExpr' in node)
        known.set(node.CommonTableExpr.ctename ?? '', this.cte(node.CommonTableExpr, around, known));
    return known;
  }

  /** What is not folded in is computed first; nobody knows its values when the shard is chosen. */
  private cte(
    { ctename, ctequery, aliascolnames, ctematerialized }: CommonTableExpr,
    around: Scope | undefined,
    known: Ctes,
  ): Cte {
    if (ctequery === undefined) return { output: outputOf(undefined), once: false };
    const output = this.query(ctequery, around, known);
    const place = names(aliascolnames).indexOf(BOOK);
    const uses = nodesOf(this.statement, 'RangeVar').filter(
      ({ schemaname, relname }) => schemaname === undefined && relname === ctename,
    );
    const once = 'SelectStmt' in ctequery && uses.length === 1 && ctematerialized !== 'CTEMaterializeAlways';
    return { output: place < 0 ? output : { ...output, book: output.at(place) }, once };
  }

  private scope(around: Scope | undefined, from: readonly Node[], ctes: Ctes): Scope {
    const scope: Scope = { sources: [], around };
    this.levels.push(scope);
    for (const node of from) this.source(node, scope, ctes);
    return scope;
  }

  private source(node: Node, scope: Scope, ctes: Ctes): readonly Source[] {
    if ('JoinExpr' in node) return this.join(node.JoinExpr, scope, ctes);
    const source = this.single(node, scope, ctes);
    scope.sources.push(source);
    return [source];
  }

  private single(node: Node, scope: Scope, ctes: Ctes): Source {
    if ('RangeVar' in node) return this.relation(node.RangeVar, ctes);
    if ('RangeSubselect' in node && node.RangeSubselect.subquery !== undefined) {
      const { subquery, alias } = node.RangeSubselect;
      return { name: alias?.aliasname ?? '', book: this.query(subquery, scope, ctes).book, isTable: false };
    }
    if (!('RangeFunction' in node)) return { name: '', book: undefined, isTable: false };
    const { alias, functions } = node.RangeFunction;
    this.expressions([functions], scope, ctes);
    // Rows of any number of books; without names of columns any of them may be a book's.
    const hasBook = alias?.colnames === undefined || names(alias.colnames).includes(BOOK);
    return { name: alias?.aliasname ?? '', book: hasBook ? this.fresh('rows') : undefined, isTable: false };
  }

  private relation(relation: RangeVar, ctes: Ctes): Source {
    const table = relationName(relation);
    const name = relation.alias?.aliasname ?? relation.relname ?? '';
    const cte = relation.schemaname === undefined ? ctes.get(table) : undefined;
    if (cte !== undefined) {
      if (cte.once || cte.output.book === undefined) return { name, book: cte.output.book, isTable: false };
      const book = this.fresh('with');
      this.joined.equate(book, cte.output.book);
      return { name, book, isTable: false };
    }
    const placement = this.layout(table);
    if (placement === undefined) this.unplaced.push(table);
    else if (placement !== 'by book') this.coordinatorTables.push(table);
    if (placement !== 'by book') return { name, book: undefined, isTable: false };
    const book = this.fresh(table);
    this.tables.push({ table, book });
    return { name, book, isTable: true };
  }

  private join({ larg, rarg, usingClause, quals, jointype }: Join, scope: Scope, ctes: Ctes): readonly Source[] {
    const sides = [larg, rarg].map((side) => (side === undefined ? [] : this.source(side, scope, ctes)));
    const findsRows = jointype !== 'JOIN_FULL';
    if (names(usingClause).includes(BOOK)) {
      const [one, other] = sides.map((side) => side.find(({ book }) => book !== undefined)?.book);
      if (one !== undefined && other !== undefined) this.equate(one, other, findsRows);
    }
    this.conditions(quals, scope, ctes, findsRows);
    return sides.flat();
  }

  /** Equalities that every row fulfils; below OR and NOT there are none. */
  private conditions(node: Node | undefined, scope: Scope, ctes: Ctes, findsRows = true): void {
    if (node === undefined) return;
    if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
      for (const part of node.BoolExpr.args ?? []) this.conditions(part, scope, ctes, findsRows);
      return;
    }
    if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_OP' && names(node.A_Expr.name).join() === '=') {
      const [one, other] = [bookOf(node.A_Expr.lexpr, scope), bookOf(node.A_Expr.rexpr, scope)];
      if (one !== undefined && other !== undefined) this.equate(one, other, findsRows);
    }
    this.expressions([node], scope, ctes);
  }

  /** Queries inside expressions see the columns around them. */
  private expressions(values: readonly unknown[], scope: Scope, ctes: Ctes): void {
    visit(values, (kind, fields) => {
      if (kind !== 'SelectStmt') return true;
      this.select(fields, scope, ctes);
      return false;
    });
  }

  private equate(one: string, other: string, findsRows: boolean): void {
    this.joined.equate(one, other);
    if (findsRows) this.found.equate(one, other);
  }

  private fresh(what: string): string {
    this.count += 1;
    return `${what} ${this.count}`;
  }
}

const asFrom = (relation: RangeVar | undefined): readonly Node[] =>
  relation === undefined ? [] : [{ RangeVar: relation }];
