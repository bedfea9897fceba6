import type { FastifyInstance } from 'fastify';
import { accountNotFound } from './not-here.js';
import { accountPath, type AccountPath } from './account-path.js';
import { actingCaller, requireHolder } from './acting-caller.js';
import type { ApiParts } from './api-parts.js';
import { pageOf } from './page.js';
import { formatPosition, POSITION_HEADER } from './position.js';
import { presentAccount } from './present-account.js';
import { routeSchema } from './route-schema.js';
import { account, accountPage } from './schemas/account-schemas.js';
import { pageQuery, type PageQuery } from './schemas/page-query.js';

/** Showing accounts. */
export function addAccountReads(server: FastifyInstance, parts: ApiParts): void {
  addShowAccount(server, parts);
  addListAccounts(server, parts);
}

function addShowAccount(server: FastifyInstance, { records, subjects }: ApiParts): void {
  const schema = routeSchema({
    operationId: 'showAccount',
    summary: 'Show an account',
    tag: 'accounts',
    params: accountPath,
    answer: { status: 200, schema: account, says: 'The account as it is now' },
    problems: ['account-not-found', 'not-account-holder'],
  });
  const config = { scopes: ['ledger:accounts:read'] };
  server.get<{ Params: AccountPath }>('/v1/accounts/:accountId', { schema, config }, async (request, reply) => {
    const caller = await actingCaller(request.caller, subjects);
    const found = await records.account(request.params.accountId);
    if (found === undefined) throw accountNotFound();
    requireHolder(caller, [found.holderRef]);
    const position = { bookId: found.bookId, sequence: found.bookSequence };
    void reply.header(POSITION_HEADER, formatPosition(position));
    return presentAccount(found, caller.holder === null);
  });
}

function addListAccounts(server: FastifyInstance, { records, subjects, cursors }: ApiParts): void {
  const schema = routeSchema({
    operationId: 'listAccounts',
    summary: 'List the accounts of the caller',
    tag: 'accounts',
    query: pageQuery,
    answer: { status: 200, schema: accountPage, says: 'A page of accounts, oldest first' },
    problems: ['cursor-invalid'],
  });
  const config = { scopes: ['ledger:accounts:read'] };
  server.get<{ Querystring: PageQuery }>('/v1/accounts', { schema, config }, async ({ query, caller }) => {
    const holder = await subjects.pseudonymOf(caller.subject);
    const list = `accounts ${holder}`;
    const after = query.after === undefined ? undefined : cursors.decode(list, query.after);
    const found = await records.accountsOf(holder, after, query.limit + 1);
    const { items, next } = pageOf(found, query.limit, ({ accountId }) => cursors.encode(list, accountId));
    return { accounts: items.map((each) => presentAccount(each, false)), ...next };
  });
}
