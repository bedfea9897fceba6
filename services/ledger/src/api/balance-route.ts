import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccountHistory } from './account-history.js';
import { accountNotFound } from './not-here.js';
import { accountPath, type AccountPath } from './account-path.js';
import type { ApiParts } from './api-parts.js';
import { readableAccount } from './history-source.js';
import { pastMoment } from './moment.js';
import { presentAmount } from './present-amount.js';
import { READ_ANSWER_HEADERS, READ_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import { balance, type BalanceView } from './schemas/account-schemas.js';
import { moment } from './schemas/identifiers.js';

const balanceQuery = z.strictObject({
  at: moment.optional().describe('a moment of the past; the present when missing'),
  consistency: z.enum(['strong']).optional().describe('strong: from the journal itself'),
});
type BalanceQuery = z.infer<typeof balanceQuery>;

/** What is in an account, now or at a moment. */
export function addBalanceRoute(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'showBalance',
    summary: 'Show what is in an account, now or at a moment',
    tag: 'accounts',
    params: accountPath,
    query: balanceQuery,
    headers: READ_HEADERS,
    answer: { status: 200, schema: balance, says: 'The balance', headers: READ_ANSWER_HEADERS },
    problems: ['account-not-found', 'moment-not-past', 'not-account-holder', 'position-invalid'],
  });
  const config = { scopes: ['ledger:accounts:read'] };
  server.get<{ Params: AccountPath; Querystring: BalanceQuery }>(
    '/v1/accounts/:accountId/balance',
    { schema, config },
    async (request, reply): Promise<BalanceView> => {
      const { accountId } = request.params;
      const { at, consistency } = request.query;
      const until = at === undefined ? undefined : pastMoment(at, parts.clock);
      const wishes = { strong: consistency === 'strong', until };
      const { facts, history } = await readableAccount(parts, request, reply, accountId, wishes);
      // The read model may not know a new account yet.
      const shown =
        until === undefined
          ? ((await presentBalance(history, accountId)) ?? (await presentBalance(parts.journalHistory, accountId)))
          : await pastBalance(history, accountId, until);
      if (shown === undefined) throw accountNotFound();
      return { accountId, currency: facts.currency, ...shown };
    },
  );
}

type ShownBalance = Omit<BalanceView, 'accountId' | 'currency'>;

async function presentBalance(history: AccountHistory, accountId: string): Promise<ShownBalance | undefined> {
  const found = await history.balance(accountId);
  if (found === undefined) return undefined;
  return {
    posted: presentAmount(found.posted),
    held: presentAmount(found.held),
    available: presentAmount(found.posted - found.held),
    version: presentAmount(found.version),
  };
}

async function pastBalance(history: AccountHistory, accountId: string, at: Date): Promise<ShownBalance | undefined> {
  const found = await history.balanceAt(accountId, at);
  if (found === undefined) return undefined;
  return { posted: presentAmount(found.posted), version: presentAmount(found.version), at: at.toISOString() };
}
