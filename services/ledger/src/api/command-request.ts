import type { FastifyReply, FastifyRequest } from 'fastify';
import { idempotencyClaim, readIdempotencyKey } from '../../../kit/src/http/idempotency-key.js';
import type { Command, IdempotencyClaim } from '../journal/commands.js';
import type { ActingCaller } from './acting-caller.js';
import { actingCaller } from './acting-caller.js';
import type { ApiParts } from './api-parts.js';
import { accepted, type AcceptedOutcome } from './outcome.js';
import { formatPosition, POSITION_HEADER } from './position.js';

/** Set when an earlier request with the same key did the work. */
export const REPLAYED_HEADER = 'idempotency-replayed';

/** What every command needs to know about the request that asked for it. */
export interface CommandRequest extends ActingCaller {
  readonly claim: IdempotencyClaim;
}

/**
 * Reads who asks and under which key.
 *
 * @param content all that the answer depends on: the body, with the ids of the path where there are any
 */
export async function commandRequest(
  { subjects }: Pick<ApiParts, 'subjects'>,
  request: FastifyRequest,
  operation: Command['type'],
  content: unknown,
): Promise<CommandRequest> {
  const key = readIdempotencyKey(request.headers);
  const { caller } = request;
  const claim = idempotencyClaim({ caller, operation, key, content });
  return { ...(await actingCaller(caller, subjects)), claim };
}

/**
 * Lets the journal execute a command within the request's deadline and says where its book stands then.
 *
 * @throws Problem of the journal or of the command
 */
export async function submit(
  { journal }: Pick<ApiParts, 'journal'>,
  request: FastifyRequest,
  reply: FastifyReply,
  command: Command,
): Promise<AcceptedOutcome> {
  const outcome = accepted(await journal.submit(command, { deadlineMs: request.deadline.remainingMs() }));
  reply.header(POSITION_HEADER, formatPosition(outcome.position));
  if (outcome.replayed) reply.header(REPLAYED_HEADER, 'true');
  return outcome;
}
