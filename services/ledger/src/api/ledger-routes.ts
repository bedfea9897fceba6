import type { FastifyInstance } from 'fastify';
import { addAccountCommands } from './account-commands.js';
import { addAccountReads } from './account-reads.js';
import type { ApiParts } from './api-parts.js';
import { addBalanceRoute } from './balance-route.js';
import { addBookRoutes } from './book-routes.js';
import { addErasureRoute } from './erasure-route.js';
import { addHistoryRoutes } from './history-routes.js';
import { componentSchemas } from './schemas/json-schema.js';
import { addTransferCommands } from './transfer-commands.js';
import { addTransferReads } from './transfer-reads.js';

/** The ledger's routes. Add them before the server listens. */
export function addLedgerRoutes(server: FastifyInstance, parts: ApiParts): void {
  for (const schema of componentSchemas()) server.addSchema(schema);
  addAccountCommands(server, parts);
  addAccountReads(server, parts);
  addBalanceRoute(server, parts);
  addHistoryRoutes(server, parts);
  addTransferCommands(server, parts);
  addTransferReads(server, parts);
  addBookRoutes(server, parts);
  addErasureRoute(server, parts.subjects);
}
