import type { Node } from 'libpg-query';
import { BOOK } from './cluster-layout.js';
import { names } from './syntax.js';

/** Something in FROM: a table, a subquery, a function. */
export interface Source {
  /** Alias or name. */
  readonly name: string;
  /** Its `book_id`, by the name under which equalities know it; undefined when it has none. */
  readonly book: string | undefined;
  /** A table with shards, not what comes out of a subquery. */
  readonly isTable: boolean;
}

/** The sources that a column of a query level can come from, and those around it. */
export interface Scope {
  readonly sources: Source[];
  readonly around: Scope | undefined;
}

/** What a query hands to the query around it. */
export interface Output {
  /** The column `book_id`. */
  readonly book: string | undefined;
  /** The column at a place. */
  readonly at: (index: number) => string | undefined;
}

/** What a query without columns of interest hands on. */
export const outputOf = (book: string | undefined): Output => ({ book, at: () => undefined });

/** The last name of a column reference; `*` for all of them. */
export function columnOf(node: Node | undefined): string | undefined {
  if (node === undefined || !('ColumnRef' in node)) return undefined;
  const last = node.ColumnRef.fields?.at(-1);
  if (last === undefined) return undefined;
  return 'A_Star' in last ? '*' : names([last])[0];
}

/** The `book_id` that an expression names, or the parameter or constant that it is. */
export function bookOf(node: Node | undefined, scope: Scope): string | undefined {
  if (node === undefined) return undefined;
  if ('TypeCast' in node) return bookOf(node.TypeCast.arg, scope);
  if ('ParamRef' in node) return `$${node.ParamRef.number ?? 0}`;
  if ('A_Const' in node) return `= ${JSON.stringify(node.A_Const.ival ?? node.A_Const.sval ?? null)}`;
  if (columnOf(node) !== BOOK || !('ColumnRef' in node)) return undefined;
  const path = names(node.ColumnRef.fields);
  const of = path.length > 1 ? path.at(-2) : undefined;
  for (let level: Scope | undefined = scope; level !== undefined; level = level.around) {
    const source = level.sources.find(({ name, book }) => book !== undefined && (of === undefined || name === of));
    if (source !== undefined) return source.book;
  }
  return undefined;
}

/** Whether a name stands for one value. */
export const isOneValue = (name: string): boolean => /^[$=]/.test(name);

/** Sets of things that are equal, merged as equalities are found. */
export class Equalities {
  private readonly parents = new Map<string, string>();

  equate(one: string, other: string): void {
    // One value stays the root of what is equal to it.
    const [root, below] = isOneValue(this.root(one)) ? [one, other] : [other, one];
    if (this.root(root) !== this.root(below)) this.parents.set(this.root(below), this.root(root));
  }

  areEqual(one: string, other: string): boolean {
    return this.root(one) === this.root(other);
  }

  root(name: string): string {
    const parent = this.parents.get(name);
    return parent === undefined ? name : this.root(parent);
  }
}
