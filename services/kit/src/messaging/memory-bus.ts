import type { DomainEvent, EventBus, RunningConsumer, Subscription } from '../events/event.js';
import type { Logger } from '../logging/logger.js';
import { handleDelivery } from './handle-delivery.js';

/** Called with every event as it is published; what a console shows. */
export type EventTap = (event: DomainEvent) => void;

export interface MemoryBus extends EventBus {
  readonly tap: (listener: EventTap) => () => void;
  /** Resolves when every subscriber has handled everything that was published so far. */
  readonly settled: () => Promise<void>;
}

interface Queue {
  readonly subscription: Subscription;
  readonly stop: AbortController;
  tail: Promise<unknown>;
  offset: bigint;
}

/** A bus inside this process with Kafka's promises but durability: at least once, in order, dead letters. One consumer a group. */
export function createMemoryBus(logger: Logger): MemoryBus {
  const queues = new Set<Queue>();
  const taps = new Set<EventTap>();
  // What was published before a group joined: a new group starts at the beginning, as Kafka's `earliest` does.
  const kept = new Map<string, DomainEvent[]>();

  const enqueue = (queue: Queue, event: DomainEvent): void => {
    const { subscription, stop } = queue;
    const delivery = { topic: subscription.topic, partition: 0, offset: queue.offset, event };
    queue.offset += 1n;
    const deadLetter = (failed: DomainEvent): Promise<void> =>
      subscription.deadLetter === null ? Promise.resolve() : publish([{ ...failed, type: subscription.deadLetter }]);
    queue.tail = queue.tail.then(() =>
      handleDelivery(delivery, { subscription, logger, signal: stop.signal, deadLetter }),
    );
  };
  const publish = (events: readonly DomainEvent[]): Promise<void> => {
    for (const event of events) {
      const log = kept.get(event.type) ?? [];
      log.push(event);
      if (log.length > MAX_KEPT) log.shift();
      kept.set(event.type, log);
      for (const tap of taps) tap(event);
      for (const queue of queues) if (queue.subscription.topic === event.type) enqueue(queue, event);
    }
    return Promise.resolve();
  };
  const settled = async (): Promise<void> => {
    for (let before = -1n, now = total(); before !== now; before = now, now = total())
      await Promise.all([...queues].map(({ tail }) => tail));
  };
  const total = (): bigint => [...queues].reduce((sum, { offset }) => sum + offset, 0n);

  const subscribe = (subscription: Subscription): Promise<RunningConsumer> => {
    const queue: Queue = { subscription, stop: new AbortController(), tail: Promise.resolve(), offset: 0n };
    queues.add(queue);
    for (const event of kept.get(subscription.topic) ?? []) enqueue(queue, event);
    const stop = async (): Promise<void> => {
      queues.delete(queue);
      queue.stop.abort();
      await queue.tail;
    };
    return Promise.resolve({ stop });
  };
  const tap = (listener: EventTap): (() => void) => {
    taps.add(listener);
    return () => void taps.delete(listener);
  };
  const close = async (): Promise<void> => {
    for (const { stop } of queues) stop.abort();
    await Promise.all([...queues].map(({ tail }) => tail));
    queues.clear();
  };
  return { publish, subscribe, tap, settled, close };
}

/** Events of one topic that late subscribers still get. */
const MAX_KEPT = 1_000;
