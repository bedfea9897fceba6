import { SpanKind } from '@opentelemetry/api';
import type { EventBus } from '../events/event.js';
import { operationObserver } from './observed-operation.js';

/** The same bus with sending and handling measured and traced: a handler goes on with the trace of what caused the event. */
export function observeBus(bus: EventBus): EventBus {
  const send = operationObserver('messaging.client.operation.duration', SpanKind.PRODUCER);
  const process = operationObserver('messaging.process.duration', SpanKind.CONSUMER);
  return {
    publish: async (events) => {
      const [first] = events;
      if (first === undefined) return;
      const destinations = new Set(events.map(({ type }) => type));
      const attributes = {
        'messaging.operation.name': 'send',
        // A batch goes to several topics; which ones says the measurement of each consumer.
        ...(destinations.size === 1 ? { 'messaging.destination.name': first.type } : {}),
      };
      await send({ name: 'send', attributes, cause: first.traceparent }, () => bus.publish(events));
    },
    subscribe: (subscription) =>
      bus.subscribe({
        ...subscription,
        handle: (delivery) => {
          const attributes = {
            'messaging.operation.name': 'process',
            'messaging.destination.name': subscription.topic,
            'messaging.consumer.group.name': subscription.group,
          };
          const cause = delivery.event.traceparent;
          return process({ name: `process ${subscription.topic}`, attributes, cause }, () =>
            subscription.handle(delivery),
          );
        },
      }),
    close: () => bus.close(),
  };
}
