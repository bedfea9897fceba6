import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { needsScreening, screenedHold } from '../decisions/screened-hold.js';
import type { Command, HoldFunds, PostTransfer } from '../journal/commands.js';
import { newId } from '../journal/identifiers.js';
import type { ProblemCode } from '../problems.js';
import type { ApiParts } from './api-parts.js';
import { commandRequest, submit } from './command-request.js';
import { sealCounterparty } from './counterparty.js';
import { transferToMake } from './new-transfer.js';
import { bookOfTransfer } from './not-here.js';
import { presentAmount } from './present-amount.js';
import { readAmount } from './read-amount.js';
import { COMMAND_HEADERS, MAKING_ANSWER_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import {
  acceptedTransfer,
  type AcceptedTransferView,
  holdCommit,
  type HoldCommit,
  holdVoid,
  newReversal,
  type NewReversal,
  newTransfer,
  type NewTransfer,
} from './schemas/transfer-schemas.js';
import { transferPath, type TransferPath } from './transfer-path.js';

const ACCESS = { scopes: ['ledger:transfers:write'] };

/** What any command on money can be refused for. */
const MONEY_PROBLEMS: readonly ProblemCode[] = [
  'account-not-open',
  'balance-limit-exceeded',
  'home-lease-lost',
  'idempotency-key-reused',
  'insufficient-funds',
  'not-account-holder',
  'outcome-unknown',
  'wrong-home',
];

/** Moving money, setting it aside, and undoing it. */
export function addTransferCommands(server: FastifyInstance, parts: ApiParts): void {
  addTransfer(server, parts);
  addHoldCommit(server, parts);
  addHoldVoid(server, parts);
  addReversal(server, parts);
}

function addTransfer(server: FastifyInstance, parts: ApiParts): void {
  const schema = routeSchema({
    operationId: 'makeTransfer',
    summary: 'Move money, or set it aside',
    tag: 'transfers',
    body: newTransfer,
    headers: COMMAND_HEADERS,
    answer: {
      status: 201,
      schema: acceptedTransfer,
      says: 'The money has moved, or is held',
      headers: MAKING_ANSWER_HEADERS,
    },
    problems: [
      ...MONEY_PROBLEMS,
      'account-not-found',
      'currency-mismatch',
      'hold-expired',
      'hold-not-single',
      'postings-span-books',
      'same-account',
      'transfer-limit-exceeded',
    ],
  });
  server.post<{ Body: NewTransfer }>('/v1/transfers', { schema, config: ACCESS }, async (request, reply) => {
    const { body } = request;
    // One operation for both, so that a key that came with a hold cannot come again without it.
    const asked = await commandRequest(parts, request, 'post-transfer', body);
    const counterpartyRef = await sealCounterparty(parts, body, asked);
    const command = await screened(parts, transferToMake(body, asked, counterpartyRef, parts.clock));
    return answer(parts, request, reply, command, command.type === 'hold-funds' ? 'hold' : 'posting');
  });
}

function addHoldCommit(server: FastifyInstance, parts: ApiParts): void {
  const schema = transferCommandSchema('commitHold', 'Post a hold, wholly or in part', holdCommit, [
    'commit-exceeds-hold',
    'hold-expired',
    'hold-not-pending',
  ]);
  server.post<{ Params: TransferPath; Body: HoldCommit }>(
    '/v1/transfers/:transferId/commit',
    { schema, config: ACCESS },
    async (request, reply) => {
      const { amount } = request.body;
      const shared = await aboutTransfer(parts, request, 'commit-hold');
      const command = {
        ...shared.command,
        type: 'commit-hold' as const,
        holdId: shared.relatedId,
        ...(amount === undefined ? {} : { amount: readAmount(amount) }),
      };
      return answer(parts, request, reply, command, 'commit', shared.relatedId);
    },
  );
}

function addHoldVoid(server: FastifyInstance, parts: ApiParts): void {
  const schema = transferCommandSchema('voidHold', 'Release a hold', holdVoid, ['hold-not-pending']);
  server.post<{ Params: TransferPath; Body: Record<string, never> }>(
    '/v1/transfers/:transferId/void',
    { schema, config: ACCESS },
    async (request, reply) => {
      const { command, relatedId } = await aboutTransfer(parts, request, 'void-hold');
      return answer(parts, request, reply, { ...command, type: 'void-hold', holdId: relatedId }, 'void', relatedId);
    },
  );
}

function addReversal(server: FastifyInstance, parts: ApiParts): void {
  const schema = transferCommandSchema('reverseTransfer', 'Undo a transfer', newReversal, ['transfer-not-reversible']);
  server.post<{ Params: TransferPath; Body: NewReversal }>(
    '/v1/transfers/:transferId/reversal',
    { schema, config: ACCESS },
    async (request, reply) => {
      const { command, relatedId } = await aboutTransfer(parts, request, 'reverse-transfer');
      const { reason } = request.body;
      const reversal = { ...command, type: 'reverse-transfer' as const, reversedId: relatedId, reason };
      return answer(parts, request, reply, reversal, 'reversal', relatedId);
    },
  );
}

const transferCommandSchema = (
  operationId: string,
  summary: string,
  body: z.ZodType,
  problems: readonly ProblemCode[],
) =>
  routeSchema({
    operationId,
    summary,
    tag: 'transfers',
    params: transferPath,
    body,
    headers: COMMAND_HEADERS,
    answer: {
      status: 201,
      schema: acceptedTransfer,
      says: 'The journal has the record',
      headers: MAKING_ANSWER_HEADERS,
    },
    problems: [...MONEY_PROBLEMS, ...problems, 'transfer-not-found'],
  });

/** What commands about an existing transfer share; its id is part of what the idempotency key stands for. */
async function aboutTransfer(
  parts: ApiParts,
  request: FastifyRequest<{ Params: TransferPath }>,
  operation: Command['type'],
) {
  const { transferId: relatedId } = request.params;
  const { claim, holder, requestedBy } = await commandRequest(parts, request, operation, [relatedId, request.body]);
  const bookId = bookOfTransfer(relatedId);
  const transferId = newId(bookId, parts.clock);
  return { relatedId, command: { bookId, claim, requestedBy, transferId, actingHolder: holder } };
}

/** A large transfer waits as a hold until fraud has decided. */
async function screened({ screening, clock }: ApiParts, command: PostTransfer | HoldFunds): Promise<Command> {
  const waits = command.type === 'post-transfer' && needsScreening(command, screening) && (await screening.active());
  return waits ? screenedHold(command, screening, clock.now()) : command;
}

async function answer(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  command: Command,
  kind: AcceptedTransferView['kind'],
  relatedId?: string,
): Promise<AcceptedTransferView> {
  const { recordId, position, replayed } = await submit(parts, request, reply, command);
  // What was made the first time counts, which a flag may have decided otherwise than now.
  const made = replayed ? ((await parts.records.transfer(recordId))?.kind ?? kind) : kind;
  void reply.code(201).header('location', `/v1/transfers/${recordId}`);
  const sequence = presentAmount(position.sequence);
  const related = relatedId === undefined ? {} : { relatedId };
  return { transferId: recordId, bookId: position.bookId, sequence, kind: made, ...related };
}
