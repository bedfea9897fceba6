import type { FastifyInstance } from 'fastify';
import { pageOf } from '../api/page.js';
import { routeSchema } from '../api/route-schema.js';
import { readIdempotencyKey } from '../../../kit/src/http/idempotency-key.js';
import { COMMAND_HEADERS } from '../api/route-headers.js';
import {
  movementHistory,
  movementListQuery,
  type MovementListQuery,
  movementPage,
  movementPath,
  type MovementPath,
  operatedMovement,
  operatorNote,
} from '../api/schemas/movement-schemas.js';
import { foundMovement, listMovements, movementActions } from './movement-reads.js';
import type { MovementRouteParts } from './movement-routes.js';
import { operateMovement, type OperatorAction } from './operate-movement.js';
import { presentActions, presentOperated } from './present-movement.js';

const ACCESS = { scopes: ['ledger:operate'] };
const LIST = 'operator-movements';
const DEFAULT_PAGE = 50;

/** What people on call do: list, show, retry, compensate, resolve. Every decision is written down with name and reason. */
export function addOperatorRoutes(server: FastifyInstance, parts: MovementRouteParts): void {
  addList(server, parts);
  addHistory(server, parts);
  addDecision(server, parts, 'retry', 'Try the step of a parked movement again');
  addDecision(server, parts, 'compensate', 'Give the money of a parked movement back');
  addDecision(server, parts, 'resolve', 'Declare a parked movement settled by hand');
}

function addList(server: FastifyInstance, { database, cursors }: MovementRouteParts): void {
  const schema = routeSchema({
    operationId: 'listMovements',
    summary: 'List movements, such as those that are parked',
    tag: 'operation',
    query: movementListQuery,
    answer: { status: 200, schema: movementPage, says: 'Movements, oldest first' },
    problems: ['cursor-invalid'],
  });
  server.get<{ Querystring: MovementListQuery }>(
    '/v1/operator/movements',
    { schema, config: ACCESS },
    async ({ query }) => {
      const { state, kind, limit = DEFAULT_PAGE } = query;
      const list = `${LIST}:${state ?? ''}:${kind ?? ''}`;
      const after = query.after === undefined ? undefined : cursors.decode(list, query.after);
      const found = await listMovements(database, { state, kind, after, limit: limit + 1 });
      const { items, next } = pageOf(found, limit, ({ movementId }) => cursors.encode(list, movementId));
      return { movements: items.map(presentOperated), ...next };
    },
  );
}

function addHistory(server: FastifyInstance, parts: MovementRouteParts): void {
  const schema = routeSchema({
    operationId: 'showMovementHistory',
    summary: 'Show a movement and everything that was done to it',
    tag: 'operation',
    params: movementPath,
    answer: { status: 200, schema: movementHistory, says: 'The movement and its history' },
    problems: ['movement-not-found'],
  });
  server.get<{ Params: MovementPath }>(
    '/v1/operator/movements/:movementId',
    { schema, config: ACCESS },
    async ({ params }) => {
      const movement = await foundMovement(parts, params.movementId);
      const actions = await movementActions(parts.database, params.movementId);
      return { movement: presentOperated(movement), actions: presentActions(actions) };
    },
  );
}

function addDecision(
  server: FastifyInstance,
  parts: MovementRouteParts,
  action: OperatorAction,
  summary: string,
): void {
  const schema = routeSchema({
    operationId: `${action}Movement`,
    summary,
    tag: 'operation',
    params: movementPath,
    body: operatorNote,
    headers: COMMAND_HEADERS,
    answer: { status: 200, schema: operatedMovement, says: 'The decision is written down' },
    problems: ['movement-not-found', 'movement-state-conflict'],
  });
  server.post<{ Params: MovementPath; Body: { readonly note: string } }>(
    `/v1/operator/movements/:movementId/${action}`,
    { schema, config: ACCESS },
    async ({ params, body, caller, headers }) => {
      // A decision is about a parked movement only, so a repetition finds it moved on and changes nothing.
      readIdempotencyKey(headers);
      await operateMovement(parts, params.movementId, { action, operator: caller.subject, note: body.note });
      parts.wake();
      return presentOperated(await foundMovement(parts, params.movementId));
    },
  );
}
