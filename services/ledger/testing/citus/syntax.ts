import { loadModule, parseSync, type Node, type RangeVar } from 'libpg-query';

await loadModule();

/** The statements of a text, as PostgreSQL's own parser reads them. */
export const parseStatements = (text: string): readonly Node[] =>
  (parseSync(text).stmts ?? []).flatMap(({ stmt }) => (stmt === undefined ? [] : [stmt]));

/**
 * Shows every node below a value, parents first.
 *
 * @param see gets the kind of a node, such as `FuncCall`, and its fields; false leaves out what is below it
 */
export function visit(value: unknown, see: (kind: string, fields: object) => boolean): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return;
  for (const [key, field] of Object.entries(value) as [string, unknown][]) {
    const isNode = /^[A-Z]/.test(key) && typeof field === 'object' && field !== null;
    if (!isNode || see(key, field)) visit(field, see);
  }
}

/** The nodes of one kind below a value. */
export function nodesOf<Kind extends string>(
  value: unknown,
  kind: Kind,
): readonly Extract<Node, Record<Kind, unknown>>[Kind][] {
  const found: unknown[] = [];
  visit(value, (seen, fields) => {
    if (seen === kind) found.push(fields);
    return true;
  });
  return found as readonly Extract<Node, Record<Kind, unknown>>[Kind][];
}

/** The texts of a list of names. */
export const names = (list: readonly Node[] | undefined): readonly string[] =>
  (list ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));

/** `schema.table`, or the name of a common table expression. */
export const relationName = ({ schemaname, relname = '' }: RangeVar): string =>
  schemaname === undefined ? relname : `${schemaname}.${relname}`;
