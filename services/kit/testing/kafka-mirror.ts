import { setTimeout as delay } from 'node:timers/promises';
import { Consumer, ProduceAcks, Producer } from '@platformatic/kafka';

/** Copies topics from one location's broker to another's, as MirrorMaker 2 does. */
export interface KafkaMirror {
  readonly stop: () => Promise<void>;
}

export interface KafkaMirrorOptions {
  /** `host:port` of both brokers. */
  readonly from: string;
  readonly to: string;
  /** Name of the source: the copy of `topic` is `<location>.<topic>`. */
  readonly location: string;
  readonly topics: readonly string[];
}

/** Bytes, keys and headers stay as they are. What was copied but not committed when a broker died is copied again. */
export async function startKafkaMirror({ from, to, location, topics }: KafkaMirrorOptions): Promise<KafkaMirror> {
  const stop = new AbortController();
  let joined: () => void = () => undefined;
  const firstJoin = new Promise<void>((resolve) => (joined = resolve));

  const copy = async (): Promise<void> => {
    const connection = { clientId: `mirror-${location}`, retries: 5, retryDelay: 200, timeout: 5_000 };
    const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({
      ...{ ...connection, bootstrapBrokers: [from], groupId: `mirror-of-${location}` },
      ...{ sessionTimeout: 6_000, heartbeatInterval: 1_000, rebalanceTimeout: 10_000 },
    });
    const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({
      ...{ ...connection, bootstrapBrokers: [to], acks: ProduceAcks.ALL, autocreateTopics: false },
    });
    const stream = await consumer.consume({
      topics: [...topics],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: false,
    });
    joined();
    const close = (): void => void stream.close().catch(() => undefined);
    stop.signal.addEventListener('abort', close, { once: true });
    try {
      for await (const message of stream) {
        const { key, value, headers } = message;
        await producer.send({ messages: [{ topic: `${location}.${message.topic}`, key, value, headers }] });
        await message.commit();
      }
    } finally {
      stop.signal.removeEventListener('abort', close);
      await Promise.race([
        Promise.allSettled([Promise.resolve(consumer.close(true)), Promise.resolve(producer.close())]),
        delay(3_000),
      ]);
    }
  };
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await copy().catch(() => undefined);
      if (!stop.signal.aborted) await delay(500);
    }
  };
  const finished = loop();
  await Promise.race([firstJoin, finished]);
  return {
    stop: async () => {
      stop.abort();
      await finished;
    },
  };
}
