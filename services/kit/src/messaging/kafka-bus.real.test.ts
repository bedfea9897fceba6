import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Producer } from '@platformatic/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKafka, type TestKafka } from '../../testing/kafka.js';
import type { Delivery, DomainEvent, EventBus, Subscription } from '../events/event.js';
import { silentLogger } from '../logging/logger.js';
import { connectKafka } from './kafka-bus.js';

let kafka: TestKafka;
const buses: EventBus[] = [];

const bus = (): EventBus => {
  const connected = connectKafka({ bootstrap: kafka.bootstrap, clientId: 'test', logger: silentLogger() });
  buses.push(connected);
  return connected;
};
const event = (type: string, key: string, n: number): DomainEvent => ({
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
const until = async (condition: () => boolean): Promise<void> => {
  for (const end = Date.now() + 30_000; !condition();) {
    if (Date.now() > end) throw new Error('it did not happen in time');
    await delay(50);
  }
};
const subscription = (
  topic: string,
  handle: Subscription['handle'],
  more: Partial<Subscription> = {},
): Subscription => ({
  group: `group-${topic}`,
  topic,
  deadLetter: null,
  attempts: 3,
  handle,
  ...more,
});
const numberOf = ({ event: { data } }: Delivery): number => Number((data as { n: number }).n);

beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(async () => {
  await Promise.all(buses.map((each) => each.close()));
  await kafka.stop();
});

describe('events on Kafka', () => {
  it('arrive in order for each key, with their trace', async () => {
    await kafka.createTopic('ordered', 4);
    const events = Array.from({ length: 400 }, (_, n) => event('ordered', `key-${n % 8}`, n));
    const sending = bus();
    for (let start = 0; start < events.length; start += 50) await sending.publish(events.slice(start, start + 50));
    const seen = new Map<string, number[]>();
    const traces = new Set<string | undefined>();
    let count = 0;
    const consumer = await bus().subscribe(
      subscription('ordered', (delivery) => {
        const { partitionkey, traceparent } = delivery.event;
        seen.set(partitionkey, [...(seen.get(partitionkey) ?? []), numberOf(delivery)]);
        traces.add(traceparent);
        count += 1;
        return Promise.resolve();
      }),
    );
    await until(() => count === 400);
    for (const numbers of seen.values()) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(seen.size).toBe(8);
    expect([...traces]).toEqual([events[0]?.traceparent]);
    await consumer.stop();
  });

  it('put poison and hopeless events aside without blocking the rest', async () => {
    await kafka.createTopic('mixed', 1);
    await kafka.createTopic('mixed.dlq', 1);
    const raw = new Producer<Buffer, Buffer, Buffer, Buffer>({ clientId: 'raw', bootstrapBrokers: [kafka.bootstrap] });
    const sending = bus();
    await sending.publish([event('mixed', 'a', 1)]);
    await raw.send({
      acks: -1,
      messages: [{ topic: 'mixed', value: Buffer.from('{not json'), key: Buffer.from('a') }],
    });
    await sending.publish([event('mixed', 'a', 2), event('mixed', 'a', 3)]);
    await raw.close();
    const handled: number[] = [];
    const attempts: number[] = [];
    const consumer = await bus().subscribe(
      subscription(
        'mixed',
        (delivery) => {
          if (numberOf(delivery) === 2) {
            attempts.push(delivery.attempt);
            throw new Error('never works');
          }
          handled.push(numberOf(delivery));
          return Promise.resolve();
        },
        { deadLetter: 'mixed.dlq' },
      ),
    );
    await until(() => handled.length === 2);
    expect(handled).toEqual([1, 3]);
    expect(attempts).toEqual([1, 2, 3]);
    await consumer.stop();
    const aside: number[] = [];
    const reader = await bus().subscribe(
      subscription('mixed.dlq', (delivery) => Promise.resolve(void aside.push(numberOf(delivery)))),
    );
    await until(() => aside.length === 1);
    expect(aside).toEqual([2]);
    await reader.stop();
  });

  it('are never skipped when they can be neither handled nor put aside', async () => {
    await kafka.createTopic('stuck', 1);
    await bus().publish([event('stuck', 'a', 1), event('stuck', 'a', 2)]);
    let broken = true;
    const handled: number[] = [];
    const consumer = await bus().subscribe(
      subscription(
        'stuck',
        (delivery) => {
          if (broken) throw new Error('not now');
          handled.push(numberOf(delivery));
          return Promise.resolve();
        },
        { deadLetter: 'stuck.dlq.that.nobody.created', attempts: 1 },
      ),
    );
    await delay(3_000);
    expect(handled).toEqual([]);
    broken = false;
    await until(() => handled.length >= 2);
    expect([...new Set(handled)]).toEqual([1, 2]);
    await consumer.stop();
  });

  it('are all handled when consumers come, go and the broker dies', async () => {
    await kafka.createTopic('moving', 6);
    const seen = new Set<number>();
    const handle: Subscription['handle'] = async (delivery) => {
      await delay(2);
      seen.add(numberOf(delivery));
    };
    const first = await bus().subscribe(subscription('moving', handle));
    const sending = bus();
    const total = 1_200;
    let second: Awaited<ReturnType<EventBus['subscribe']>> | undefined;
    for (let n = 0; n < total; n += 100) {
      const events = Array.from({ length: 100 }, (_, index) => event('moving', `key-${index}`, n + index));
      for (let done = false; !done;) {
        done = await sending.publish(events).then(
          () => true,
          () => delay(300).then(() => false),
        );
      }
      if (n === 300) second = await bus().subscribe(subscription('moving', handle));
      if (n === 600) {
        await kafka.kill9();
        await kafka.start();
      }
      if (n === 900) await first.stop();
    }
    await until(() => seen.size === total);
    await second?.stop();
  });
});
