import type { FastifyInstance } from 'fastify';
import { idempotencyClaim, readIdempotencyKey } from '../../../kit/src/http/idempotency-key.js';
import { actingCaller, type Pseudonyms, requireHolder } from '../api/acting-caller.js';
import { readAmount } from '../api/read-amount.js';
import { COMMAND_HEADERS } from '../api/route-headers.js';
import { routeSchema } from '../api/route-schema.js';
import {
  type MovementPath,
  movementPath,
  movementView,
  newMovement,
  type NewMovement,
} from '../api/schemas/movement-schemas.js';
import type { Cursors } from '../api/cursor.js';
import type { MovementParts } from './movement-parts.js';
import { foundMovement } from './movement-reads.js';
import { addOperatorRoutes } from './operator-routes.js';
import { presentMovement } from './present-movement.js';
import { startMovement } from './start-movement.js';

export interface MovementRouteParts extends MovementParts {
  readonly subjects: Pseudonyms;
  readonly cursors: Cursors;
  /** Tells the runner that there is something to do. */
  readonly wake: () => void;
}

/** Starting and seeing movements, and what people on call do with them. Add them before the server listens. */
export function movementRoutes(server: FastifyInstance, parts: MovementRouteParts): void {
  addStart(server, parts);
  addShow(server, parts);
  addOperatorRoutes(server, parts);
}

function addStart(server: FastifyInstance, parts: MovementRouteParts): void {
  const schema = routeSchema({
    operationId: 'startMovement',
    summary: 'Deposit, withdraw, or move money to another book or home',
    tag: 'movements',
    body: newMovement,
    headers: COMMAND_HEADERS,
    answer: { status: 202, schema: movementView, says: 'The movement is written down and on its way' },
    problems: [
      ...(['account-not-found', 'currency-mismatch', 'idempotency-key-reused', 'not-account-holder'] as const),
      ...(['movement-crosses-jurisdictions', 'movement-within-book', 'rail-not-connected', 'wrong-home'] as const),
    ],
  });
  const config = { scopes: ['ledger:movements:write'] };
  server.post<{ Body: NewMovement }>('/v1/movements', { schema, config }, async (request, reply) => {
    const { body, caller } = request;
    const key = readIdempotencyKey(request.headers);
    const claim = idempotencyClaim({ caller, operation: 'start-movement', key, content: body });
    const asker = { ...(await actingCaller(caller, parts.subjects)), claim };
    const asked = { ...body, amount: readAmount(body.amount) };
    const { movement, replayed } = await startMovement(parts, asked, asker);
    parts.wake();
    if (replayed) void reply.header('idempotency-replayed', 'true');
    void reply.code(202).header('location', `/v1/movements/${movement.movementId}`);
    return presentMovement(movement);
  });
}

function addShow(server: FastifyInstance, parts: MovementRouteParts): void {
  const schema = routeSchema({
    operationId: 'showMovement',
    summary: 'Show a movement',
    tag: 'movements',
    params: movementPath,
    answer: { status: 200, schema: movementView, says: 'Where the movement stands' },
    problems: ['movement-not-found', 'not-account-holder'],
  });
  const config = { scopes: ['ledger:transfers:read'] };
  server.get<{ Params: MovementPath }>('/v1/movements/:movementId', { schema, config }, async (request) => {
    const caller = await actingCaller(request.caller, parts.subjects);
    const movement = await foundMovement(parts, request.params.movementId);
    const { source, destination } = movement.accounts;
    const holders = [source, destination].map(async (accountId) =>
      accountId === undefined ? null : ((await parts.records.facts(accountId))?.holderRef ?? null),
    );
    requireHolder(caller, await Promise.all(holders));
    return presentMovement(movement);
  });
}
