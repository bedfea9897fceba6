import type { Constraint, CreateStmt, Node, RangeVar } from 'libpg-query';
import { names, relationName } from './syntax.js';

/** A table as its migrations leave it, as far as Citus cares. */
export interface TableState {
  /** Types by name. */
  readonly columns: Map<string, string>;
  /** Columns of primary keys, unique constraints and unique indexes, by name. */
  readonly unique: Map<string, readonly string[]>;
  readonly references: { readonly to: string; readonly columns: readonly string[] }[];
  /** Functions by the name of their trigger. */
  readonly triggers: Map<string, string>;
}

/** Tables and functions after some DDL. */
export class SchemaState {
  readonly tables = new Map<string, TableState>();
  /** Bodies by name. */
  readonly functions = new Map<string, string>();

  apply(node: Node): void {
    if ('CreateStmt' in node) this.createTable(node.CreateStmt);
    if ('IndexStmt' in node && node.IndexStmt.unique === true) {
      const { relation, idxname = '', indexParams = [] } = node.IndexStmt;
      const columns = indexParams.flatMap((part) =>
        'IndexElem' in part ? [part.IndexElem.name ?? '(expression)'] : [],
      );
      this.table(relation).unique.set(idxname, columns);
    }
    if ('AlterTableStmt' in node)
      for (const command of node.AlterTableStmt.cmds ?? [])
        if ('AlterTableCmd' in command) this.alter(node.AlterTableStmt.relation, command.AlterTableCmd);
    if ('CreateTrigStmt' in node) {
      const { relation, trigname = '', funcname } = node.CreateTrigStmt;
      this.table(relation).triggers.set(trigname, names(funcname).join('.'));
    }
    if ('CreateFunctionStmt' in node) {
      const { funcname, options = [] } = node.CreateFunctionStmt;
      this.functions.set(names(funcname).join('.'), JSON.stringify(options));
    }
    if ('DropStmt' in node && node.DropStmt.removeType === 'OBJECT_TRIGGER')
      for (const object of node.DropStmt.objects ?? []) {
        const path = 'List' in object ? names(object.List.items) : [];
        this.named(path.slice(0, -1).join('.')).triggers.delete(path.at(-1) ?? '');
      }
  }

  /** @throws Error for a table that no migration made */
  named(name: string): TableState {
    const table = this.tables.get(name);
    if (table === undefined) throw new Error(`there is no table ${name}`);
    return table;
  }

  private table(relation: RangeVar | undefined): TableState {
    return this.named(relation === undefined ? '' : relationName(relation));
  }

  private createTable({ relation, tableElts = [] }: CreateStmt): void {
    if (relation === undefined) return;
    const name = relationName(relation);
    this.tables.set(name, { columns: new Map(), unique: new Map(), references: [], triggers: new Map() });
    for (const element of tableElts) {
      if ('ColumnDef' in element) this.addColumn(relation, element);
      if ('Constraint' in element) this.constrain(relation, element.Constraint, []);
    }
  }

  private addColumn(relation: RangeVar, node: Node): void {
    if (!('ColumnDef' in node)) return;
    const { colname = '', typeName, constraints = [] } = node.ColumnDef;
    this.table(relation).columns.set(colname, names(typeName?.names).at(-1) ?? '');
    for (const constraint of constraints)
      if ('Constraint' in constraint) this.constrain(relation, constraint.Constraint, [colname]);
  }

  private alter(
    relation: RangeVar | undefined,
    command: Extract<Node, { AlterTableCmd: unknown }>['AlterTableCmd'],
  ): void {
    if (relation === undefined) return;
    const { subtype, def, name = '' } = command;
    if (subtype === 'AT_AddColumn' && def !== undefined) this.addColumn(relation, def);
    if (subtype === 'AT_AddConstraint' && def !== undefined && 'Constraint' in def)
      this.constrain(relation, def.Constraint, []);
    if (subtype === 'AT_DropConstraint' && !this.table(relation).unique.delete(name))
      throw new Error(`${relationName(relation)} has no unique constraint ${name}`);
  }

  private constrain(relation: RangeVar, constraint: Constraint, column: readonly string[]): void {
    const { contype, conname, keys, fk_attrs, pktable } = constraint;
    const { unique, references } = this.table(relation);
    const columns = keys === undefined ? column : names(keys);
    if (contype === 'CONSTR_PRIMARY') unique.set(conname ?? `${relation.relname ?? ''}_pkey`, columns);
    if (contype === 'CONSTR_UNIQUE')
      unique.set(conname ?? `${relation.relname ?? ''}_${columns.join('_')}_key`, columns);
    if (contype === 'CONSTR_EXCLUSION') unique.set(conname ?? 'an exclusion', []);
    if (contype === 'CONSTR_FOREIGN' && pktable !== undefined)
      references.push({ to: relationName(pktable), columns: fk_attrs === undefined ? column : names(fk_attrs) });
  }
}
