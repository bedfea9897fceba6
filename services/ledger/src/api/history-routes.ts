import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import { accountNotFound } from './not-here.js';
import { accountPath, type AccountPath } from './account-path.js';
import type { ApiParts } from './api-parts.js';
import { readableAccount } from './history-source.js';
import { pastMoment } from './moment.js';
import { pageOf } from './page.js';
import { presentEntry, presentStatement } from './present-history.js';
import { READ_ANSWER_HEADERS, READ_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import { entryPage, statement } from './schemas/history-schemas.js';
import { moment } from './schemas/identifiers.js';
import { pageQuery, type PageQuery } from './schemas/page-query.js';

/** What happened to an account. */
export function addHistoryRoutes(server: FastifyInstance, parts: ApiParts): void {
  addEntries(server, parts);
  addStatement(server, parts);
}

function addEntries(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'listEntries',
    summary: 'List the changes of an account',
    tag: 'accounts',
    params: accountPath,
    query: pageQuery,
    headers: READ_HEADERS,
    answer: { status: 200, schema: entryPage, says: 'A page of entries, oldest first', headers: READ_ANSWER_HEADERS },
    problems: ['account-not-found', 'cursor-invalid', 'not-account-holder', 'position-invalid'],
  });
  const config = { scopes: ['ledger:accounts:read'] };
  server.get<{ Params: AccountPath; Querystring: PageQuery }>(
    '/v1/accounts/:accountId/entries',
    { schema, config },
    async (request, reply) => {
      const { accountId } = request.params;
      const { after, limit } = request.query;
      const { history } = await readableAccount(parts, request, reply, accountId);
      const list = `entries ${accountId}`;
      const afterVersion = after === undefined ? 0n : BigInt(parts.cursors.decode(list, after));
      const found = await history.entries(accountId, afterVersion, limit + 1);
      const { items, next } = pageOf(found, limit, ({ version }) => parts.cursors.encode(list, String(version)));
      return { entries: items.map(presentEntry), ...next };
    },
  );
}

const period = z.strictObject({ from: moment, to: moment });
type Period = z.infer<typeof period>;

function addStatement(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'showStatement',
    summary: 'Sum up what happened to an account in a period',
    tag: 'accounts',
    params: accountPath,
    query: period,
    headers: READ_HEADERS,
    answer: {
      status: 200,
      schema: statement,
      says: 'Opening and closing balance and what lies between',
      headers: READ_ANSWER_HEADERS,
    },
    problems: ['account-not-found', 'moment-not-past', 'not-account-holder', 'period-invalid', 'position-invalid'],
  });
  const config = { scopes: ['ledger:accounts:read'] };
  server.get<{ Params: AccountPath; Querystring: Period }>(
    '/v1/accounts/:accountId/statement',
    { schema, config },
    async (request, reply) => {
      const { accountId } = request.params;
      const from = pastMoment(request.query.from, parts.clock);
      const to = pastMoment(request.query.to, parts.clock);
      if (from >= to) throw new Problem(ledgerProblem('period-invalid'), 'Give a "from" that lies before "to".');
      const { facts, history } = await readableAccount(parts, request, reply, accountId, { until: to });
      const found = await history.statement(accountId, from, to);
      if (found === undefined) throw accountNotFound();
      return presentStatement(found, { accountId, currency: facts.currency, from, to });
    },
  );
}
