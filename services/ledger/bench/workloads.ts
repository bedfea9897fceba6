import type { BenchLedger } from './bench-ledger.js';
import type { SeededBook } from './seed.js';

/** A kind of load: each call sends one request. */
export interface Workload {
  readonly name: string;
  readonly send: () => Promise<string | undefined>;
}

/** Every transfer pays the same account, whose balance is checked each time. */
export function hotAccount(ledger: BenchLedger): Workload {
  const { customers } = first(ledger.books);
  const [merchant = '', ...payers] = customers;
  return { name: 'one hot account', send: () => ledger.transfer(pick(payers), merchant) };
}

/** Every account of every book is as likely to pay as to be paid. */
export function uniform(ledger: BenchLedger): Workload {
  const accounts = ledger.books.reduce((sum, { customers }) => sum + customers.length, 0);
  const send = (): Promise<string | undefined> => {
    const { customers } = pick(ledger.books);
    const from = Math.floor(Math.random() * customers.length);
    const step = 1 + Math.floor(Math.random() * (customers.length - 1));
    return ledger.transfer(customers[from] ?? '', customers[(from + step) % customers.length] ?? '');
  };
  return { name: `${accounts.toLocaleString('en')} accounts in ${ledger.books.length} books`, send };
}

/** Balances of all accounts, from the read model. */
export const balances = (ledger: BenchLedger): Workload => ({
  name: 'balance of any account',
  send: () => ledger.readBalance(pick(pick(ledger.books).customers)),
});

const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

const first = (books: readonly SeededBook[]): SeededBook => {
  const [book] = books;
  if (book === undefined) throw new RangeError('there is no book');
  return book;
};
