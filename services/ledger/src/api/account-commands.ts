import type { FastifyInstance } from 'fastify';
import type { ChangeAccount } from '../journal/commands.js';
import { newId } from '../journal/identifiers.js';
import { accountPath, type AccountPath } from './account-path.js';
import type { ApiParts } from './api-parts.js';
import { commandRequest, submit } from './command-request.js';
import { accountToOpen } from './new-account.js';
import { bookOfAccount } from './not-here.js';
import { presentAmount } from './present-amount.js';
import { amountOrNull } from './read-amount.js';
import { COMMAND_ANSWER_HEADERS, COMMAND_HEADERS, MAKING_ANSWER_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import {
  acceptedAccount,
  accountChange,
  type AccountChange,
  newAccount,
  type NewAccount,
} from './schemas/account-schemas.js';
import { ANY_HOLDER } from './scopes.js';

/** Opening and changing accounts. */
export function addAccountCommands(server: FastifyInstance, parts: ApiParts): void {
  addOpenAccount(server, parts);
  addChangeAccount(server, parts);
}

function addOpenAccount(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'openAccount',
    summary: 'Open an account',
    tag: 'accounts',
    body: newAccount,
    headers: COMMAND_HEADERS,
    answer: { status: 201, schema: acceptedAccount, says: 'The account is open', headers: MAKING_ANSWER_HEADERS },
    problems: ['book-not-found', 'currency-unknown', 'idempotency-key-reused', 'not-permitted-field', 'wrong-home'],
  });
  const config = { scopes: ['ledger:accounts:write'] };
  server.post<{ Body: NewAccount }>('/v1/accounts', { schema, config }, async (request, reply) => {
    const { body } = request;
    const asked = await commandRequest(parts, request, 'open-account', body);
    const { recordId, position } = await submit(parts, request, reply, {
      ...(await accountToOpen(body, asked, parts.subjects)),
      type: 'open-account',
      accountId: newId(body.bookId, parts.clock),
      claim: asked.claim,
      requestedBy: asked.requestedBy,
    });
    void reply.code(201).header('location', `/v1/accounts/${recordId}`);
    return { accountId: recordId, bookId: position.bookId, sequence: presentAmount(position.sequence) };
  });
}

function addChangeAccount(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'changeAccount',
    summary: 'Freeze, close or limit an account',
    tag: 'accounts',
    params: accountPath,
    body: accountChange,
    headers: COMMAND_HEADERS,
    answer: { status: 200, schema: acceptedAccount, says: 'The account has changed', headers: COMMAND_ANSWER_HEADERS },
    problems: ['account-not-found', 'account-not-empty', 'account-not-open', 'idempotency-key-reused', 'wrong-home'],
  });
  const config = { scopes: ['ledger:accounts:write', ANY_HOLDER] };
  server.patch<{ Params: AccountPath; Body: AccountChange }>(
    '/v1/accounts/:accountId',
    { schema, config },
    async (request, reply) => {
      const { accountId } = request.params;
      const { claim, requestedBy } = await commandRequest(parts, request, 'change-account', [accountId, request.body]);
      const { recordId, position } = await submit(parts, request, reply, {
        ...changedTerms(request.body),
        type: 'change-account',
        accountId,
        bookId: bookOfAccount(accountId),
        claim,
        requestedBy,
      });
      return { accountId: recordId, bookId: position.bookId, sequence: presentAmount(position.sequence) };
    },
  );
}

type ChangedTerms = Pick<ChangeAccount, 'state' | 'overdraftLimit' | 'transferLimit' | 'balanceLimit'>;

/** A missing field stays missing, so that the journal leaves it as it is. */
function changedTerms({ state, overdraftLimit, transferLimit, balanceLimit }: AccountChange): ChangedTerms {
  return {
    ...(state === undefined ? {} : { state }),
    ...(overdraftLimit === undefined ? {} : { overdraftLimit: amountOrNull(overdraftLimit) }),
    ...(transferLimit === undefined ? {} : { transferLimit: amountOrNull(transferLimit) }),
    ...(balanceLimit === undefined ? {} : { balanceLimit: amountOrNull(balanceLimit) }),
  };
}
