import { randomUUID } from 'node:crypto';
import type { ConsolePanel } from './console-panel.js';

/** Two people, a shop and a bank with some money between them, made through the API like everything else. */
export async function seedLedger(panel: ConsolePanel): Promise<void> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(new URL(path, panel.origin), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await panel.token()}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${path}: ${String(answer['code'])}: ${String(answer['detail'])}`);
    return answer;
  };
  await post('/v1/books', { bookId: 1, name: 'retail' });
  const open = async (label: string, more: object = {}): Promise<string> => {
    const terms = { holder: { subject: label }, ...more };
    const { accountId } = await post('/v1/accounts', { bookId: 1, currency: 'EUR', metadata: { label }, ...terms });
    return String(accountId);
  };
  const bank = await open('Bank', { kind: 'external', holder: undefined });
  const [alice, bob, shop] = [await open('Alice'), await open('Bob'), await open('Corner shop')];
  const pay = (from: string, to: string, amount: number): Promise<unknown> =>
    post('/v1/transfers', { currency: 'EUR', postings: [{ from, to, amount }] });
  await pay(bank, alice, 250_000);
  await pay(bank, bob, 80_000);
  await pay(alice, shop, 1_990);
}
