import { z } from 'zod';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { ledgerSource } from '../events/ledger-events.js';
import { accountOf, type Movement } from './movement.js';
import { derivedUuid } from './step-identity.js';

/** Topics between homes. */
export const HOME_CREDIT_TOPICS = {
  requested: 'ledger.home-credit-requested',
  settled: 'ledger.home-credit-settled',
} as const;

/** What a consumer needs of a request; more than that is ignored, so that senders may say more. */
export const creditRequested = z.object({
  movementId: z.uuid(),
  fromHome: z.string(),
  toHome: z.string(),
  accountId: z.uuid(),
  amount: z.int().min(1),
  currency: z.string(),
  expiresAt: z.iso.datetime({ offset: true }),
});
export type CreditRequested = z.infer<typeof creditRequested>;

export const creditSettled = z.object({
  movementId: z.uuid(),
  fromHome: z.string(),
  toHome: z.string(),
  outcome: z.enum(['credited', 'rejected']),
  transferId: z.uuid().nullable(),
  problem: z.string().nullable(),
});
export type CreditSettled = z.infer<typeof creditSettled>;

interface Speaker {
  readonly home: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** Asks the other home for the credit of a movement. Asking again is a new event about the same movement. */
export function creditRequest({ home, clock }: Speaker, movement: Movement): DomainEvent<CreditRequested> {
  const { movementId, amount, currency, deadlineAt, peerHome, fence } = movement;
  const data = {
    ...{ movementId, fromHome: home, toHome: peerHome ?? '', accountId: accountOf(movement, 'destination') },
    ...{ amount: Number(amount), currency, expiresAt: deadlineAt.toISOString() },
  };
  return event(
    HOME_CREDIT_TOPICS.requested,
    derivedUuid('credit-requested', movementId, Number(fence)),
    home,
    clock,
    data,
  );
}

/** Answers a request. Each request gets its own answer, all answers about one movement say the same. */
export const creditAnswer = (
  { home, clock }: Speaker,
  requestId: string,
  data: CreditSettled,
): DomainEvent<CreditSettled> =>
  event(HOME_CREDIT_TOPICS.settled, derivedUuid('credit-settled', requestId), home, clock, data);

/** Messages about one movement stay in order. */
const event = <Data extends { readonly movementId: string }>(
  topic: string,
  id: string,
  home: string,
  clock: Pick<Clock, 'now'>,
  data: Data,
): DomainEvent<Data> => ({
  specversion: '1.0',
  id,
  source: ledgerSource(home),
  type: topic,
  subject: data.movementId,
  time: clock.now().toISOString(),
  datacontenttype: 'application/json',
  dataschema: `${topic}/v1`,
  partitionkey: data.movementId,
  data,
});
