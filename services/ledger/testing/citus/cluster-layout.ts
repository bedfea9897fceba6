/** Where the rows of a table are: in the shard of their book, on the coordinator known to Citus, or there and unknown to it. */
export type Placement = 'by book' | 'coordinator' | 'outside Citus';

/** Where a table is; undefined for one that nobody placed. */
export type ClusterLayout = (table: string) => Placement | undefined;

/** The column that every distributed table is spread by. */
export const BOOK = 'book_id';

/** Why Citus does not run something as it stands: a stable code, and where. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly where: string;
}

/** What Citus does not do, and how we know: version 13.1, from its documentation and source. */
export const REFUSAL_REASONS = {
  'several books': 'no equality with one book: every shard would be asked, or written under two-phase commit',
  'locks several books': 'SELECT … FOR UPDATE works in single-shard queries only',
  'joined across books': 'distributed tables can be joined on their distribution column only',
  'inserts in WITH':
    'a WITH that inserts, or that writes for an INSERT, is cut into statements of their own on the coordinator',
  'joined with the coordinator': 'a statement with a table of the coordinator leaves the shard',
  'moves a row': 'the distribution column of a row cannot be changed',
  'volatile in a change': 'functions used in UPDATE and DELETE must not be VOLATILE',
  'changing in COALESCE': 'non-IMMUTABLE functions are not allowed in CASE or COALESCE of a change',
  'changing in RETURNING': 'non-IMMUTABLE functions are not allowed in RETURNING',
  'changing in ON CONFLICT': 'functions used in DO UPDATE SET and its WHERE must be IMMUTABLE',
  'unique without book': 'a unique constraint must contain the distribution column',
  'refers to another group':
    'a foreign key leads to a co-located table that is distributed already, by the distribution column',
  'trigger reads tables': 'a trigger on a shard must not query a distributed table',
  'trigger needs a setting': 'triggers need citus.enable_unsafe_triggers',
  'no such column': 'the distribution column does not exist or has another type',
  'not placed': 'the table is spread nowhere and was not left on the coordinator on purpose',
} as const;

export type RefusalReason = keyof typeof REFUSAL_REASONS;
