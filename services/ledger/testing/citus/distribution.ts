import type { Node } from 'libpg-query';
import { BOOK, type ClusterLayout, type Placement, type Refusal } from './cluster-layout.js';
import { SchemaState } from './schema-state.js';
import { names, nodesOf, parseStatements } from './syntax.js';

/** What a schema looks like on a cluster, and what Citus would not have taken. */
export interface Distribution {
  readonly layout: ClusterLayout;
  readonly refusals: readonly Refusal[];
}

const TRIGGERS_ALLOWED = 'citus.enable_unsafe_triggers';

/**
 * Applies DDL in order, and at every `create_distributed_table` asks what Citus would ask.
 *
 * @param isOutside tables that stay where they are on purpose
 */
export function distribute(ddl: readonly string[], isOutside: (table: string) => boolean): Distribution {
  const schema = new SchemaState();
  const placed = new Map<string, Placement>();
  const layout: ClusterLayout = (table) => placed.get(table) ?? (isOutside(table) ? 'outside Citus' : undefined);
  const refusals: Refusal[] = [];
  let triggersAllowed = false;
  for (const node of ddl.flatMap(parseStatements)) {
    schema.apply(node);
    if ('VariableSetStmt' in node && node.VariableSetStmt.name === TRIGGERS_ALLOWED) triggersAllowed = true;
    for (const placing of placementsIn(node)) {
      if (placing.does === 'by book') refusals.push(...refusalsOf(schema, layout, placing, triggersAllowed));
      placed.set(placing.table, placing.does);
    }
  }
  for (const [table, { references }] of schema.tables) {
    if (layout(table) === undefined) refusals.push({ reason: 'not placed', where: table });
    for (const { to } of references)
      if ((layout(table) === 'by book') !== (layout(to) === 'by book'))
        refusals.push({ reason: 'refers to another group', where: `${table} to ${to}` });
  }
  return { layout, refusals };
}

interface Placing {
  readonly does: Placement;
  readonly table: string;
  readonly column: string;
}

const PLACING: ReadonlyMap<string, Placement> = new Map([
  ['create_distributed_table', 'by book'],
  ['citus_add_local_table_to_metadata', 'coordinator'],
]);

const placementsIn = (node: Node): readonly Placing[] =>
  nodesOf([node], 'FuncCall').flatMap(({ funcname, args = [] }) => {
    const [table = '', column = ''] = args.map((arg) => ('A_Const' in arg ? (arg.A_Const.sval?.sval ?? '') : ''));
    const does = PLACING.get(names(funcname).at(-1) ?? '');
    return does === undefined ? [] : [{ does, table, column }];
  });

function refusalsOf(
  schema: SchemaState,
  layout: ClusterLayout,
  { table, column }: Placing,
  triggersAllowed: boolean,
): readonly Refusal[] {
  const { columns, unique, references, triggers } = schema.named(table);
  const found: Refusal[] = [];
  if (column !== BOOK || columns.get(column) !== 'int4')
    found.push({ reason: 'no such column', where: `${table}.${column}` });
  for (const [name, of] of unique) if (!of.includes(column)) found.push({ reason: 'unique without book', where: name });
  for (const { to, columns: by } of references)
    if (layout(to) !== 'by book' || !by.includes(column))
      found.push({ reason: 'refers to another group', where: `${table} to ${to}` });
  for (const [trigger, of] of triggers)
    if (!triggersAllowed) found.push({ reason: 'trigger needs a setting', where: trigger });
    else if (/\b(ledger|ledger_read)\.\w/.test(schema.functions.get(of) ?? ''))
      found.push({ reason: 'trigger reads tables', where: trigger });
  return found;
}
