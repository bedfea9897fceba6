import { systemClock } from '../../kit/src/clock/clock.js';
import { newId } from '../src/journal/identifiers.js';
import { type RunningLedger, succeed } from './running-ledger.js';
import type { TestIds } from './test-ids.js';

/** What customers' applications may do. */
export const CUSTOMER_SCOPES = [
  'ledger:accounts:read',
  'ledger:accounts:write',
  'ledger:transfers:read',
  'ledger:transfers:write',
] as const;

/** Tokens of those who take part in tests. */
export interface TestTokens {
  readonly alice: string;
  readonly bob: string;
  readonly service: string;
  readonly reader: string;
  readonly operator: string;
}

/** Issues the tokens. */
export async function testTokens({ tokenFor }: RunningLedger): Promise<TestTokens> {
  const [alice, bob, service, reader, operator] = await Promise.all([
    tokenFor('alice', ...CUSTOMER_SCOPES),
    tokenFor('bob', ...CUSTOMER_SCOPES),
    tokenFor('payments', ...CUSTOMER_SCOPES, 'ledger:any-holder'),
    tokenFor('alice', 'ledger:accounts:read', 'ledger:transfers:read'),
    tokenFor('olga', 'ledger:operate'),
  ]);
  return { alice, bob, service, reader, operator };
}

const BOOK = 7;
const FOREIGN_BOOK = 8;

/** Opens a book with two customers, money, a transfer and a hold; another book is written elsewhere. */
export async function prepareBook(ledger: RunningLedger, tokens: TestTokens): Promise<TestIds> {
  await succeed(ledger, {
    method: 'POST',
    path: '/v1/books',
    token: tokens.operator,
    body: { bookId: BOOK, name: 'seven' },
  });
  await ledger.database.query(`INSERT INTO ledger.books (book_id, name, home) VALUES ($1, 'eight', 'elsewhere')`, [
    FOREIGN_BOOK,
  ]);
  const open = async (token: string, more: object = {}): Promise<string> => {
    const body = { bookId: BOOK, currency: 'EUR', ...more };
    const { accountId } = await succeed(ledger, { method: 'POST', path: '/v1/accounts', token, body });
    return String(accountId);
  };
  const alice = await open(tokens.alice);
  const bob = await open(tokens.bob);
  const bank = await open(tokens.service, { kind: 'external' });
  const move = async (token: string, from: string, to: string, amount: number, more: object = {}): Promise<string> => {
    const body = { currency: 'EUR', postings: [{ from, to, amount }], ...more };
    const { transferId } = await succeed(ledger, { method: 'POST', path: '/v1/transfers', token, body });
    return String(transferId);
  };
  await move(tokens.service, bank, alice, 10_000);
  const transfer = await move(tokens.alice, alice, bob, 100);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const hold = await move(tokens.alice, alice, bob, 50, { hold: { expiresAt } });
  return {
    book: BOOK,
    foreignBook: FOREIGN_BOOK,
    alice,
    bob,
    nobody: newId(BOOK, systemClock),
    elsewhere: newId(FOREIGN_BOOK, systemClock),
    transfer,
    hold,
  };
}

/** Everything that a journal has, as one text; refused commands leave it as it was. */
export async function footprint({ database }: RunningLedger): Promise<string> {
  const [row] = await database.query<object>(`SELECT
    (SELECT string_agg(book_id || ':' || sequence, ',' ORDER BY book_id) FROM ledger.books) AS books,
    (SELECT count(*)::text FROM ledger.accounts) AS accounts,
    (SELECT string_agg(posted || '/' || held || '/' || version || '/' || state, ',' ORDER BY account_id) FROM ledger.balances) AS balances,
    (SELECT count(*)::text FROM ledger.transfers) AS transfers,
    (SELECT count(*)::text FROM ledger.entries) AS entries,
    (SELECT string_agg(state, ',' ORDER BY hold_id) FROM ledger.holds) AS holds`);
  return JSON.stringify(row);
}
