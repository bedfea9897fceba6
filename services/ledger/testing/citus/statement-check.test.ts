import { describe, expect, it } from 'vitest';
import type { ClusterLayout, RefusalReason } from './cluster-layout.js';
import { checkStatement, type StatementCheck } from './statement-check.js';

const layout: ClusterLayout = (table) => {
  if (['l.books', 'l.accounts', 'l.entries'].includes(table)) return 'by book';
  return table === 'l.outbox' ? 'coordinator' : table === 'l.people' ? 'outside Citus' : undefined;
};
const STABLE = ['now', 'to_timestamp'];
const IMMUTABLE = ['unnest', 'sum', 'max', 'count'];
const check = (text: string): StatementCheck =>
  checkStatement(text, {
    layout,
    volatilityOf: (name) => (STABLE.includes(name) ? 'stable' : IMMUTABLE.includes(name) ? 'immutable' : 'volatile'),
  });

describe('one book', () => {
  it.each([
    ['a parameter', 'SELECT FROM l.accounts WHERE book_id = $1 AND account_id = $2'],
    ['the other way round, with a cast', 'SELECT FROM l.accounts WHERE $1::integer = accounts.book_id'],
    ['a constant', 'SELECT FROM l.accounts WHERE book_id = 7'],
    ['through a join', 'SELECT FROM l.accounts a JOIN l.entries e ON e.book_id = a.book_id WHERE a.book_id = $1'],
    ['through USING', 'SELECT FROM l.accounts JOIN l.entries USING (book_id, account_id) WHERE book_id = $1'],
    [
      'through an outer join',
      'SELECT FROM l.accounts a LEFT JOIN l.entries e ON e.book_id = a.book_id WHERE a.book_id = $1',
    ],
    [
      'through a list of tables',
      'SELECT FROM l.accounts a, l.entries e WHERE e.book_id = a.book_id AND a.book_id = $1',
    ],
    [
      'in a subquery',
      'SELECT FROM (SELECT book_id FROM l.accounts) a JOIN l.entries e USING (book_id) WHERE e.book_id = $1',
    ],
    ['in a WITH that is used once', 'WITH a AS (SELECT * FROM l.accounts) SELECT FROM a WHERE book_id = $1'],
    [
      'correlated',
      'SELECT (SELECT max(version) FROM l.entries e WHERE e.book_id = a.book_id) FROM l.accounts a WHERE book_id = $1',
    ],
    [
      'in both sides of a union',
      'SELECT FROM l.accounts WHERE book_id = $1 UNION ALL SELECT FROM l.entries WHERE book_id = $1',
    ],
    [
      'beside rows of an array',
      'SELECT FROM l.accounts JOIN unnest($2::uuid[]) AS asked (account_id) USING (account_id) WHERE book_id = $1',
    ],
    ['locked', 'SELECT FROM l.books WHERE book_id = $1 FOR UPDATE'],
    ['one row', 'INSERT INTO l.accounts (account_id, book_id) VALUES ($2, $1) ON CONFLICT DO NOTHING'],
    [
      'rows of an array',
      'INSERT INTO l.accounts (book_id, account_id) SELECT $1, id FROM unnest($2::uuid[]) AS row (id)',
    ],
    ['rows that say the same', 'INSERT INTO l.accounts (book_id, account_id) VALUES ($1, $2), ($1, $3)'],
    [
      'changed from an array',
      'UPDATE l.books b SET n = r.n FROM unnest($2::bigint[]) AS r (n) WHERE b.book_id = $1 AND b.n < r.n',
    ],
    [
      'deleted',
      'DELETE FROM l.accounts WHERE book_id = $1 AND id IN (SELECT id FROM l.accounts WHERE book_id = $1 LIMIT 9)',
    ],
    ['a clock where it may be', 'UPDATE l.books SET seen_at = now() WHERE book_id = $1 AND due_at <= now()'],
  ])('%s', (_what, text) => {
    expect(check(text)).toEqual({ reach: 'one book', refusals: [] });
  });
});

describe('every book', () => {
  it.each([
    ['nothing', 'SELECT FROM l.books'],
    ['a list', 'SELECT FROM l.books WHERE book_id = ANY ($1)'],
    ['several constants', 'SELECT FROM l.books WHERE book_id IN (1, 2)'],
    ['a choice', 'SELECT FROM l.books WHERE book_id = $1 OR home = $2'],
    ['no equality', 'SELECT FROM l.books WHERE book_id >= $1'],
    ['a negation', 'SELECT FROM l.books WHERE NOT book_id = $1'],
    ['rows of an array', 'SELECT FROM l.books JOIN unnest($1::integer[]) AS asked (book_id) USING (book_id)'],
    ['one table of two', 'SELECT FROM l.accounts WHERE book_id = $1 UNION ALL SELECT FROM l.entries'],
    [
      'two different books',
      'SELECT FROM l.accounts WHERE book_id = $1 UNION ALL SELECT FROM l.entries WHERE book_id = $2',
    ],
    ['a full join', 'SELECT FROM l.accounts a FULL JOIN l.entries e ON e.book_id = a.book_id AND a.book_id = $1'],
    [
      'a WITH that is used twice',
      'WITH b (book_id) AS (VALUES ($1::integer)) SELECT (SELECT count(*) FROM b) FROM l.books JOIN b USING (book_id)',
    ],
    ['a change of all', 'UPDATE l.books SET home_epoch = $1'],
  ])('%s', (_what, text) => {
    expect(check(text)).toEqual({ reach: 'every book', refusals: [] });
  });
});

describe('refused', () => {
  const cases: readonly (readonly [RefusalReason, string])[] = [
    ['locks several books', 'SELECT FROM l.books WHERE book_id = ANY ($1) ORDER BY book_id FOR UPDATE'],
    ['locks several books', 'SELECT FROM l.books WHERE home = $1 FOR NO KEY UPDATE SKIP LOCKED'],
    ['joined across books', 'SELECT FROM l.accounts a JOIN l.entries e ON e.account_id = a.account_id'],
    [
      'joined across books',
      'SELECT FROM l.accounts a, l.entries e WHERE a.book_id = $1 AND e.account_id = a.account_id',
    ],
    ['several books', 'INSERT INTO l.accounts (book_id, account_id) SELECT * FROM unnest($1::integer[], $2::uuid[])'],
    ['several books', 'INSERT INTO l.accounts (book_id, account_id) VALUES ($1, $2), ($3, $4)'],
    [
      'several books',
      'UPDATE l.books b SET n = r.n FROM unnest($1::integer[]) AS r (book_id) WHERE b.book_id = r.book_id',
    ],
    ['several books', 'DELETE FROM l.accounts a USING l.entries e WHERE e.book_id = a.book_id'],
    [
      'inserts in WITH',
      'WITH e AS (INSERT INTO l.entries (book_id) VALUES ($1)) UPDATE l.books SET n = 1 WHERE book_id = $1',
    ],
    [
      'inserts in WITH',
      'WITH e AS (DELETE FROM l.entries WHERE book_id = $1) INSERT INTO l.books (book_id) VALUES ($1)',
    ],
    ['joined with the coordinator', 'SELECT FROM l.books JOIN l.people ON people.home = books.home WHERE book_id = $1'],
    ['moves a row', 'UPDATE l.accounts SET book_id = $2 WHERE book_id = $1'],
    [
      'moves a row',
      'INSERT INTO l.books (book_id) VALUES ($1) ON CONFLICT (name) DO UPDATE SET book_id = excluded.book_id',
    ],
    ['volatile in a change', 'UPDATE l.books SET seen_at = clock_timestamp() WHERE book_id = $1'],
    ['volatile in a change', 'DELETE FROM l.books WHERE book_id = $1 AND random() < 0.5'],
    ['changing in COALESCE', 'UPDATE l.books SET due_at = coalesce(now(), due_at) WHERE book_id = $1'],
    [
      'changing in COALESCE',
      'UPDATE l.books SET n = CASE WHEN due_at < current_timestamp THEN 1 END WHERE book_id = $1',
    ],
    ['changing in RETURNING', 'UPDATE l.books SET n = 1 WHERE book_id = $1 RETURNING due_at <= now()'],
    [
      'changing in ON CONFLICT',
      'INSERT INTO l.books (book_id) VALUES ($1) ON CONFLICT (book_id) DO UPDATE SET seen_at = now()',
    ],
    [
      'changing in ON CONFLICT',
      'INSERT INTO l.outbox AS o (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET n = 1 WHERE o.due_at < now()',
    ],
    ['not placed', 'SELECT FROM l.forgotten WHERE book_id = $1'],
  ];
  it.each(cases)('%s: %s', (reason, text) => {
    expect(check(text).refusals).toContain(reason);
  });

  it('not what happens outside Citus', () => {
    const upsert =
      'INSERT INTO l.people AS p (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET n = 1 WHERE p.due_at < clock_timestamp()';
    expect(check(upsert)).toEqual({ reach: 'coordinator', refusals: [] });
    expect(check('SELECT pg_try_advisory_xact_lock($1)')).toEqual({ reach: 'no table', refusals: [] });
  });

  it('two statements at once', () => {
    expect(() => check('SELECT 1; SELECT 2')).toThrow(/one statement/);
  });
});
