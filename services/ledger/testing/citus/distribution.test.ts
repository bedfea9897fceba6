import { expect, it } from 'vitest';
import type { RefusalReason } from './cluster-layout.js';
import { distribute } from './distribution.js';

const SPREAD = `SELECT create_distributed_table('l.a', 'book_id')`;
const ALLOWED = 'SET citus.enable_unsafe_triggers = on';
const A = 'CREATE TABLE l.a (book_id integer, id uuid, PRIMARY KEY (book_id, id))';
const B = 'CREATE TABLE l.b (book_id integer, id uuid PRIMARY KEY)';
const guard = (body: string): string =>
  `CREATE FUNCTION l.guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`;
const TRIGGER = 'CREATE TRIGGER guarded AFTER INSERT ON l.a FOR EACH STATEMENT EXECUTE FUNCTION l.guard()';

const reasons = (...ddl: readonly string[]): readonly RefusalReason[] =>
  distribute(ddl, (table) => table === 'l.b').refusals.map(({ reason }) => reason);

it.each<readonly [string, readonly string[], readonly RefusalReason[]]>([
  ['takes a table whose keys name the book', [A, SPREAD], []],
  [
    'refuses a primary key without it',
    ['CREATE TABLE l.a (book_id integer, id uuid PRIMARY KEY)', SPREAD],
    ['unique without book'],
  ],
  [
    'refuses a unique column',
    ['CREATE TABLE l.a (book_id integer PRIMARY KEY, name text UNIQUE)', SPREAD],
    ['unique without book'],
  ],
  ['refuses a unique index', [A, 'CREATE UNIQUE INDEX once ON l.a (id)', SPREAD], ['unique without book']],
  [
    'refuses a constraint that came later',
    [A, 'ALTER TABLE l.a ADD CONSTRAINT c UNIQUE (id)', SPREAD],
    ['unique without book'],
  ],
  [
    'takes it when it is gone',
    [A, 'ALTER TABLE l.a ADD CONSTRAINT c UNIQUE (id)', 'ALTER TABLE l.a DROP CONSTRAINT c', SPREAD],
    [],
  ],
  ['refuses another type', ['CREATE TABLE l.a (book_id text PRIMARY KEY)', SPREAD], ['no such column']],
  ['refuses a table without the column', ['CREATE TABLE l.a (id integer)', SPREAD], ['no such column']],
  [
    'refuses a foreign key to a table that is not spread',
    [B, 'CREATE TABLE l.a (book_id integer, id uuid REFERENCES l.b)', SPREAD],
    ['refers to another group', 'refers to another group'],
  ],
  [
    'refuses one to a table that is spread later',
    [
      'CREATE TABLE l.c (book_id integer PRIMARY KEY)',
      'CREATE TABLE l.a (book_id integer REFERENCES l.c)',
      SPREAD,
      `SELECT create_distributed_table('l.c', 'book_id')`,
    ],
    ['refers to another group'],
  ],
  ['refuses triggers without the setting', [A, guard('RETURN NULL;'), TRIGGER, SPREAD], ['trigger needs a setting']],
  ['takes a trigger that looks at nothing', [A, guard('RETURN NULL;'), TRIGGER, ALLOWED, SPREAD], []],
  [
    'refuses one that looks at tables',
    [A, guard('PERFORM FROM ledger.balances;'), TRIGGER, ALLOWED, SPREAD],
    ['trigger reads tables'],
  ],
  [
    'takes the table without it',
    [A, guard('PERFORM FROM ledger.balances;'), TRIGGER, ALLOWED, 'DROP TRIGGER guarded ON l.a', SPREAD],
    [],
  ],
  ['finds a table that was forgotten', [A], ['not placed']],
])('%s', (_what, ddl, expected) => {
  expect(reasons(...ddl)).toEqual(expected);
});
