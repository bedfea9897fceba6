import type { DomainEvent, EventBus, RunningConsumer, Subscription } from '../events/event.js';
import type { Logger } from '../logging/logger.js';
import { handleDelivery } from './handle-delivery.js';
import { parseEvent } from './parse-event.js';

/** Called with every event as it is published; what a console shows. */
export type EventTap = (event: DomainEvent) => void;

export interface MemoryBus extends EventBus {
  readonly tap: (listener: EventTap) => () => void;
  /** Resolves when every subscriber has handled everything that was published so far. */
  readonly settled: () => Promise<void>;
}

/** A topic with one partition; events are kept as what would be on the wire. */
interface Topic {
  /** Offset of the oldest one that is kept. */
  first: number;
  readonly values: string[];
}

/** How far a consumer group is with a topic. */
interface Progress {
  readonly topic: Topic;
  next: number;
  /** One works, the others wait until it leaves, as Kafka's do when there are more of them than partitions. */
  members: number;
  turn: Promise<void>;
}

/** Events of one topic that late subscribers still get. */
const MOST_KEPT = 1_000;

/** A bus inside this process with Kafka's promises but durability: at least once, in order, dead letters. */
export function createMemoryBus(logger: Logger): MemoryBus {
  const topics = new Map<string, Topic>();
  const groups = new Map<string, Progress>();
  const taps = new Set<EventTap>();
  const running = new Set<RunningConsumer>();
  let announce: () => void = () => undefined;
  let news = new Promise<void>((resolve) => (announce = resolve));
  const somethingHappened = (): void => {
    announce();
    news = new Promise((resolve) => (announce = resolve));
  };

  const topicOf = (name: string): Topic => getOrAdd(topics, name, () => ({ first: 0, values: [] }));
  const append = (name: string, value: string): void => {
    const topic = topicOf(name);
    topic.values.push(value);
    const needed = [...groups.values()].filter((group) => group.topic === topic && group.members > 0);
    while (topic.values.length > MOST_KEPT && needed.every(({ next }) => next > topic.first)) {
      topic.values.shift();
      topic.first += 1;
    }
    somethingHappened();
  };
  const publish = (events: readonly DomainEvent[]): Promise<void> =>
    new Promise((resolve) => {
      // All of them or none, and nobody sees what the publisher does to them afterwards.
      const values = events.map((event) => ({ event, value: JSON.stringify(event) }));
      for (const { event, value } of values) {
        append(event.type, value);
        for (const tap of taps) tap(event);
      }
      resolve();
    });

  const handle = (value: string, offset: number, subscription: Subscription, signal: AbortSignal): Promise<boolean> => {
    const { topic, group, deadLetter: aside } = subscription;
    const deadLetter = (): Promise<void> => Promise.resolve(aside === null ? undefined : append(aside, value));
    const event = parseEvent(value);
    if (!('poison' in event)) {
      const delivery = { topic, partition: 0, offset: BigInt(offset), event };
      return handleDelivery(delivery, { subscription, logger, signal, deadLetter });
    }
    logger.error({ topic, group, offset, reason: event.poison }, 'poison message');
    return deadLetter().then(() => true);
  };
  const consume = async (progress: Progress, subscription: Subscription, signal: AbortSignal): Promise<void> => {
    const { topic } = progress;
    while (!signal.aborted) {
      progress.next = Math.max(progress.next, topic.first);
      const value = topic.values[progress.next - topic.first];
      if (value === undefined) await news;
      else if (await handle(value, progress.next, subscription, signal)) {
        progress.next += 1;
        somethingHappened();
      }
    }
  };
  const subscribe = ({ mirrors = [], ...subscription }: Subscription): Promise<RunningConsumer> => {
    const consumers = [subscription.topic, ...mirrors].map((topic) => consumeOne({ ...subscription, topic }));
    return Promise.resolve({
      stop: async () => void (await Promise.all(consumers.map((consumer) => consumer.stop()))),
    });
  };
  const consumeOne = (subscription: Subscription): RunningConsumer => {
    const topic = topicOf(subscription.topic);
    // A group that is new starts at the beginning, one that comes back where it left.
    const progress = getOrAdd(groups, JSON.stringify([subscription.group, subscription.topic]), () => ({
      ...{ topic, next: 0, members: 0, turn: Promise.resolve() },
    }));
    const ending = new AbortController();
    progress.members += 1;
    const { turn } = progress;
    const finished = Promise.race([turn, aborted(ending.signal)]).then(() =>
      consume(progress, subscription, ending.signal),
    );
    progress.turn = Promise.all([turn, finished]).then(() => undefined);
    const consumer = {
      stop: async (): Promise<void> => {
        if (!ending.signal.aborted) progress.members -= 1;
        ending.abort();
        somethingHappened();
        await finished;
        running.delete(consumer);
      },
    };
    running.add(consumer);
    return consumer;
  };

  const isBehind = ({ topic, next, members }: Progress): boolean =>
    members > 0 && next < topic.first + topic.values.length;
  const settled = async (): Promise<void> => {
    while ([...groups.values()].some(isBehind)) await news;
  };
  const tap = (listener: EventTap): (() => void) => {
    taps.add(listener);
    return () => void taps.delete(listener);
  };
  const close = async (): Promise<void> => void (await Promise.all([...running].map(({ stop }) => stop())));
  return { publish, subscribe, tap, settled, close };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const present = map.get(key) ?? make();
  map.set(key, present);
  return present;
}
