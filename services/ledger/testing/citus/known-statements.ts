import { basename } from 'node:path';
import type { Node } from 'libpg-query';
import { INVARIANTS } from '../../src/auditor/invariants.js';
import type { RefusalReason } from './cluster-layout.js';
import type { RecordedStatement } from './recorded-database.js';
import { parseStatements, relationName } from './syntax.js';

/** Statements that ask every shard, each with the reason why it may. None is on the way of a transfer. */
export const EVERY_BOOK: Readonly<Record<string, string>> = {
  'books.ts: SELECT': 'lists the books: one row each',
  'books.ts: UPDATE ledger.books':
    'a promotion fences every book of a home; a few times a year, under two-phase commit',
  'audit-journal.ts: SELECT': 'the daily look at everything starts with the list of books',
  'start-auditor.ts: SELECT': 'lists how far each book was audited: one row each, every two seconds, by one process',
  'journal-due-holds': 'looks for holds whose time is over, by an index; each is then expired in its own book',
  'records-accounts-of': 'the accounts of a holder may be in any book; by an index',
  'movements-due': 'looks for movements whose turn it is, by an index; each is then taken in its own book',
  'movements-counts': 'what a metric shows, every ten seconds',
  'movement-reads.ts: SELECT': 'people on call look for parked movements in all books',
  ...Object.fromEntries(INVARIANTS.map(({ code, title }) => [`everything: ${code}`, `once a day: ${title}`])),
};

/**
 * How one server gets the statements of a batch: of several books, several in one. Citus would refuse them, or run them through the
 * coordinator; it gets those of one book, one after the other.
 */
export const ONE_SERVER_ONLY: Readonly<Record<string, readonly RefusalReason[]>> = {
  'journal-lock-books': ['locks several books', 'several books'],
  'journal-answers': ['several books'],
  'journal-accounts': ['several books'],
  'journal-holds': ['several books'],
  'journal-transfers': ['several books'],
  'journal-open-accounts': ['inserts in WITH', 'several books'],
  'journal-change-accounts': ['inserts in WITH', 'several books'],
  'journal-hold': ['several books'],
  'journal-settle': ['several books'],
  'journal-write': ['inserts in WITH', 'joined with the coordinator', 'several books'],
};

/** Places that no traffic on a cluster comes to, with the reason. */
export const NOT_ON_A_CLUSTER: Readonly<Record<string, string>> = {
  'open-parts.ts: openParts': 'SELECT 1, to see whether the database answers',
  'start-projection.ts: begin': 'follows a replication slot; on a cluster the projection looks at the journal instead',
};

/** The name under which a statement stands in these lists. */
export function titleOf({ site, text, name }: RecordedStatement): string {
  const invariant = INVARIANTS.find(({ everything }) => text.startsWith(everything));
  if (invariant !== undefined) return `everything: ${invariant.code}`;
  const [node] = parseStatements(text);
  return name ?? `${fileOf(site)}: ${node === undefined ? 'nothing' : verbOf(node)}`;
}

/** `books.ts` of `services/ledger/src/books/books.ts:31`. */
export const fileOf = (site: string): string => basename(site.replace(/:\d+$/, ''));

function verbOf(node: Node): string {
  if ('InsertStmt' in node && node.InsertStmt.relation) return `INSERT ${relationName(node.InsertStmt.relation)}`;
  if ('UpdateStmt' in node && node.UpdateStmt.relation) return `UPDATE ${relationName(node.UpdateStmt.relation)}`;
  if ('DeleteStmt' in node && node.DeleteStmt.relation) return `DELETE ${relationName(node.DeleteStmt.relation)}`;
  return 'SelectStmt' in node ? 'SELECT' : 'DDL';
}
