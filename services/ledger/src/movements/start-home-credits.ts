import { deadLetterTopic, mirroredTopic } from '../../../definition/names.js';
import type { DomainEvent, EventBus } from '../../../kit/src/events/event.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import { creditFromHome, HOME_CREDITS_GROUP } from './credit-from-home.js';
import { HOME_CREDIT_TOPICS } from './home-credit-events.js';
import type { MovementParts } from './movement-parts.js';
import { HOME_SETTLEMENTS_GROUP, settleFromHome } from './settle-from-home.js';

/** Tries of one message. The sender asks again later, so a dead letter costs time and no money. */
const ATTEMPTS = 8;

/** Listens to what the homes of the jurisdiction ask of each other: on the local topic and on the mirror of each peer's. */
export async function startHomeCredits(parts: MovementParts, bus: EventBus): Promise<Role> {
  const listen = (group: string, topic: string, handle: (event: DomainEvent) => Promise<void>) =>
    bus.subscribe({
      ...{ group, topic, deadLetter: deadLetterTopic(group, topic), attempts: ATTEMPTS },
      mirrors: parts.peerHomes.map((peer) => mirroredTopic(peer, topic)),
      handle: ({ event }) => handle(event),
    });
  const consumers = await Promise.all([
    listen(HOME_CREDITS_GROUP, HOME_CREDIT_TOPICS.requested, (event) => creditFromHome(parts, event)),
    listen(HOME_SETTLEMENTS_GROUP, HOME_CREDIT_TOPICS.settled, (event) => settleFromHome(parts, event)),
  ]);
  return {
    name: 'home credits',
    stop: async () => {
      await Promise.allSettled(consumers.map((consumer) => consumer.stop()));
    },
  };
}
