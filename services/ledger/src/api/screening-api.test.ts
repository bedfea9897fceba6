import { describe, expect, it } from 'vitest';
import type { HoldFunds } from '../journal/commands.js';
import { apiOnMemory } from '../../testing/api-on-memory.js';

describe('while fraud screens large transfers', () => {
  it('they wait as holds, small ones do not', async () => {
    const api = await apiOnMemory({ screening: true });
    const token = await api.tokenFor(
      'payments',
      'ledger:accounts:write',
      'ledger:transfers:write',
      'ledger:any-holder',
    );
    const open = async (key: string, kind: string): Promise<string> => {
      const answer = await api.call('POST', '/v1/accounts', { token, key, body: { bookId: 7, currency: 'EUR', kind } });
      return answer.json<{ accountId: string }>().accountId;
    };
    const [from, to] = [await open('a1', 'external'), await open('a2', 'internal')];
    const transfer = (key: string, amount: number) =>
      api.call('POST', '/v1/transfers', { token, key, body: { currency: 'EUR', postings: [{ from, to, amount }] } });
    expect((await transfer('k1', 500)).json()).toMatchObject({ kind: 'posting' });
    expect((await transfer('k2', 501)).json()).toMatchObject({ kind: 'hold' });
    const { transferId, sagaId } = api.ledger.commands.at(-1) as HoldFunds;
    expect(sagaId).toBe(transferId);
  });
});
