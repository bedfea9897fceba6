import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountFacts } from '../records/account-record.js';
import type { AccountHistory } from './account-history.js';
import { accountNotFound } from './not-here.js';
import { actingCaller, requireHolder } from './acting-caller.js';
import type { ApiParts } from './api-parts.js';
import { chooseSource } from './consistent-read.js';
import { SOURCE_HEADER } from './position.js';

/** An account that the caller may see, and the side that tells its history. */
export interface ReadableAccount {
  readonly facts: AccountFacts;
  readonly history: AccountHistory;
}

/** What a caller asks of the answer. */
export interface ReadWishes {
  readonly strong?: boolean;
  readonly until?: Date | undefined;
}

/**
 * Finds the account, checks that it is the caller's and chooses which side answers; the answer says which it was.
 *
 * @throws Problem `account-not-found`, `not-account-holder`, `position-invalid`
 */
export async function readableAccount(
  { records, subjects, readModel, journalHistory }: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  accountId: string,
  { strong = false, until }: ReadWishes = {},
): Promise<ReadableAccount> {
  const caller = await actingCaller(request.caller, subjects);
  const facts = await records.facts(accountId);
  if (facts === undefined) throw accountNotFound();
  requireHolder(caller, [facts.holderRef]);
  const source = await chooseSource(readModel, journalHistory, {
    bookId: facts.bookId,
    headers: request.headers,
    strong,
    until,
    remainingMs: request.deadline.remainingMs(),
  });
  void reply.header(SOURCE_HEADER, source.name);
  return { facts, history: source.history };
}
