import type { EventBus } from '../../../kit/src/events/event.js';
import type { SubscriptionFact } from './ledger-facts.js';

/** A bus that only notes who subscribes to what. */
export function observedBus(): { readonly bus: EventBus; readonly subscriptions: readonly SubscriptionFact[] } {
  const subscriptions: SubscriptionFact[] = [];
  const bus: EventBus = {
    publish: () => Promise.resolve(),
    subscribe: ({ group, topic, deadLetter }) => {
      subscriptions.push({ group, topic, deadLetter });
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    close: () => Promise.resolve(),
  };
  return { bus, subscriptions };
}
