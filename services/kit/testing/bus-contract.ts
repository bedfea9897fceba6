import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Delivery, DomainEvent, EventBus, RunningConsumer, Subscription } from '../src/events/event.js';

/** What the tests of every bus need. */
export interface BusUnderTest {
  readonly bus: () => EventBus;
  readonly createTopic: (name: string) => Promise<void>;
  /** How long anything may take. */
  readonly withinMs: number;
}

/** An event for tests; its number and its key are its subject. */
export const numberedEvent = (type: string, key: string, n: number): DomainEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/test',
  type,
  subject: `${key}-${n}`,
  time: new Date().toISOString(),
  datacontenttype: 'application/json',
  dataschema: `${type}/v1`,
  partitionkey: key,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: { n },
});

/** The promises of a bus as tests: consumers cannot tell a bus in memory from Kafka. */
export function busContract({ bus, createTopic, withinMs }: BusUnderTest): void {
  let topic: string;
  let consumers: RunningConsumer[];
  beforeEach(async () => {
    consumers = [];
    topic = `test.${randomUUID()}`;
    await createTopic(topic);
    await createTopic(`${topic}.dlq`);
  });
  afterEach(() => Promise.all(consumers.map((consumer) => consumer.stop())));

  const publish = (key: string, ...numbers: readonly number[]): Promise<void> =>
    bus().publish(numbers.map((n) => numberedEvent(topic, key, n)));
  const subscribe = async (
    handle: (delivery: Delivery) => Promise<void> | void,
    more: Partial<Subscription> = {},
  ): Promise<RunningConsumer> => {
    const consumer = await bus().subscribe({
      ...{ group: 'group', topic, deadLetter: null, attempts: 3 },
      ...more,
      // What a handler throws is a rejection.
      handle: async (delivery) => void (await handle(delivery)),
    });
    consumers.push(consumer);
    return consumer;
  };
  /** A handler that writes down what it gets, and what it wrote. */
  const notebook = () => {
    const subjects: string[] = [];
    return { subjects, handle: ({ event }: Delivery): void => void subjects.push(event.subject) };
  };
  const eventually = (actual: () => unknown) => expect.poll(actual, { timeout: withinMs, interval: 20 });

  it('delivers what was published, as it was at that moment, in the order of each key', async () => {
    const events = Array.from({ length: 60 }, (_, n) => numberedEvent(topic, `key-${n % 3}`, n));
    const asPublished = structuredClone(events);
    await bus().publish(events);
    for (const event of events) Object.assign(event.data, { n: 'changed afterwards' });
    const delivered: DomainEvent[] = [];
    await subscribe(({ event }) => void delivered.push(event));
    await eventually(() => delivered.length).toBe(60);
    for (const key of ['key-0', 'key-1', 'key-2']) {
      const ofKey = ({ partitionkey }: DomainEvent): boolean => partitionkey === key;
      expect(delivered.filter(ofKey)).toEqual(asPublished.filter(ofKey));
    }
  });

  it('gives every group everything from the beginning', async () => {
    const [one, other] = [notebook(), notebook()];
    await publish('a', 1, 2);
    await subscribe(one.handle, { group: 'one' });
    await eventually(() => one.subjects).toEqual(['a-1', 'a-2']);
    await publish('a', 3);
    await subscribe(other.handle, { group: 'other' });
    await eventually(() => other.subjects).toEqual(['a-1', 'a-2', 'a-3']);
    await eventually(() => one.subjects).toEqual(['a-1', 'a-2', 'a-3']);
  });

  it('tries again with growing attempts, and what comes behind waits', async () => {
    await publish('a', 1, 2);
    const tries: string[] = [];
    await subscribe(({ event: { subject }, attempt }) => {
      tries.push(`${subject} try ${attempt}`);
      if (subject === 'a-1' && attempt < 3) throw new Error('not yet');
    });
    await eventually(() => tries).toEqual(['a-1 try 1', 'a-1 try 2', 'a-1 try 3', 'a-2 try 1']);
  });

  it('puts aside unchanged what never succeeds, and goes on', async () => {
    await publish('a', 1, 2);
    const deadLetter = `${topic}.dlq`;
    let hopeless: DomainEvent | undefined;
    const { subjects, handle } = notebook();
    await subscribe(
      (delivery) => {
        if (delivery.event.subject !== 'a-1') return handle(delivery);
        hopeless = delivery.event;
        throw new Error('never');
      },
      { deadLetter, attempts: 2 },
    );
    await eventually(() => subjects).toEqual(['a-2']);
    const aside: DomainEvent[] = [];
    await subscribe(({ event }) => void aside.push(event), { topic: deadLetter, group: 'person' });
    await eventually(() => aside).toEqual([hopeless]);
  });

  it('puts aside what is no event without asking the handler', async () => {
    const broken = { ...numberedEvent(topic, 'a', 1), time: 'yesterday' };
    await bus().publish([broken, numberedEvent(topic, 'a', 2)]);
    const { subjects, handle } = notebook();
    await subscribe(handle, { deadLetter: `${topic}.dlq` });
    await eventually(() => subjects).toEqual(['a-2']);
  });

  it('stops at what never succeeds when there is no place for it', async () => {
    await publish('a', 1, 2);
    const tries: string[] = [];
    await subscribe(
      ({ event: { subject }, attempt }) => {
        tries.push(subject);
        if (subject === 'a-1' && attempt < 4) throw new Error('not yet');
      },
      { attempts: 1 },
    );
    await eventually(() => tries).toEqual(['a-1', 'a-1', 'a-1', 'a-1', 'a-2']);
  });

  it('goes on where its group stopped, with what was in hand', async () => {
    await publish('a', 1, 2, 3);
    const first = notebook();
    let failures = 0;
    const consumer = await subscribe((delivery) => {
      if (delivery.event.subject === 'a-1') return first.handle(delivery);
      failures += 1;
      throw new Error('not here');
    });
    await eventually(() => failures).toBeGreaterThan(0);
    await consumer.stop();
    const second = notebook();
    await subscribe(second.handle);
    await eventually(() => second.subjects).toEqual(['a-2', 'a-3']);
    expect(first.subjects).toEqual(['a-1']);
  });

  it('gives an event to one member of a group; another one takes over', async () => {
    const [one, other] = [notebook(), notebook()];
    const leaving = await subscribe(one.handle);
    await publish('a', 1);
    await eventually(() => one.subjects).toEqual(['a-1']);
    // With one partition whoever comes second waits. Kafka may deliver again what was not yet committed when the group was balanced.
    await subscribe(other.handle);
    await delay(100);
    await publish('a', 2, 3);
    const both = (): number => new Set([...one.subjects, ...other.subjects]).size;
    await eventually(both).toBe(3);
    await leaving.stop();
    await publish('a', 4);
    await eventually(both).toBe(4);
    expect(other.subjects.at(-1)).toBe('a-4');
    expect(one.subjects).not.toContain('a-4');
  });

  it('refuses what it cannot write, and publishes nothing of it', async () => {
    const unwritable = { ...numberedEvent(topic, 'a', 2), data: { n: 1n } };
    await expect(bus().publish([numberedEvent(topic, 'a', 1), unwritable])).rejects.toThrow(TypeError);
    await publish('a', 3);
    const { subjects, handle } = notebook();
    await subscribe(handle);
    await eventually(() => subjects).toEqual(['a-3']);
  });
}
