import { Consumer, type Message, type MessageToProduce, ProduceAcks, Producer } from '@platformatic/kafka';
import type { DomainEvent, EventBus, RunningConsumer, Subscription } from '../events/event.js';
import type { Logger } from '../logging/logger.js';
import { sleep } from '../timing/repeat.js';
import { kafkaToken, type PodIdentity } from './cloud-tokens/kafka-token.js';
import { handleDelivery } from './handle-delivery.js';
import type { KafkaCredentials } from './kafka-credentials.js';
import { parseEvent } from './parse-event.js';

/** How a program reaches its location's Kafka. */
export interface KafkaOptions {
  /** `host:port`, comma-separated. */
  readonly bootstrap: string;
  readonly clientId: string;
  /** Without them the connection is neither encrypted nor authenticated: for tests on loopback. */
  readonly credentials?: KafkaCredentials | undefined;
  /** Where the pod learns its identity in AWS; needed by credentials that name it. */
  readonly podIdentity?: PodIdentity | undefined;
  readonly logger: Logger;
}

type KafkaMessage = Message<Buffer, Buffer, Buffer, Buffer>;

const COMMIT_EVERY_MS = 200;
/** Messages of all partitions that a consumer has in hand. */
const MOST_IN_HAND = 256;
const REJOIN_MS = 1_000;
const CLOSE_WITHIN_MS = 3_000;

/** Events on Kafka: durable on all in-sync replicas before `publish` resolves, at least once, in order for each partition key. */
export function connectKafka(options: KafkaOptions): EventBus {
  const { logger } = options;
  const connection = {
    clientId: options.clientId,
    bootstrapBrokers: (options.credentials?.bootstrap ?? options.bootstrap).split(','),
    retries: 5,
    retryDelay: 200,
    timeout: 10_000,
    ...security(options),
  };
  const newProducer = (): Producer<Buffer, Buffer, Buffer, Buffer> =>
    new Producer({ ...connection, acks: ProduceAcks.ALL, idempotent: true, autocreateTopics: false });
  let producer = newProducer();
  const running = new Set<RunningConsumer>();

  const send = async (messages: MessageToProduce<Buffer, Buffer, Buffer, Buffer>[]): Promise<void> => {
    const used = producer;
    try {
      await used.send({ messages });
    } catch (error) {
      // Its numbering may not fit the broker's any more. Whoever sends again sends twice at worst, which consumers expect.
      if (producer === used) producer = newProducer();
      void inTime(used.close());
      throw error;
    }
  };
  const publish = async (events: readonly DomainEvent[]): Promise<void> => {
    if (events.length > 0) await send(events.map((event) => toMessage(event.type, event)));
  };
  const setAside = async (topic: string, value: Buffer, key: Buffer | undefined, reason: string): Promise<void> => {
    const headers = new Map([[Buffer.from('dead-letter-reason'), Buffer.from(reason.slice(0, 1_000))]]);
    await send([{ topic, value, headers, ...(key === undefined ? {} : { key }) }]);
  };

  const subscribe = async (subscription: Subscription): Promise<RunningConsumer> => {
    const { group, topic, mirrors = [], deadLetter } = subscription;
    const stop = new AbortController();
    const { signal } = stop;

    const handle = async (message: KafkaMessage, membership: AbortSignal): Promise<boolean> => {
      const event = parseEvent(message.value);
      if ('poison' in event) {
        logger.error({ topic, group, offset: String(message.offset), reason: event.poison }, 'poison message');
        if (deadLetter !== null) await setAside(deadLetter, message.value, message.key, event.poison);
        return true;
      }
      const { partition, offset } = message;
      return handleDelivery(
        { topic: message.topic, partition, offset, event },
        {
          ...{ subscription, logger, signal: membership },
          deadLetter: (_, reason) =>
            deadLetter === null ? Promise.resolve() : setAside(deadLetter, message.value, message.key, reason),
        },
      );
    };
    /** One membership of the group: from joining until it ends or is lost. */
    const consume = async (joined: () => void): Promise<void> => {
      const consumer = new Consumer<Buffer, Buffer, Buffer, Buffer>({
        ...connection,
        groupId: group,
        sessionTimeout: 10_000,
        heartbeatInterval: 2_000,
        rebalanceTimeout: 20_000,
      });
      const stream = await consumer.consume({
        topics: [topic, ...mirrors],
        mode: 'committed',
        fallbackMode: 'earliest',
        autocommit: false,
      });
      joined();
      // Whoever lost the membership must not go on trying: the partition belongs to somebody else.
      const membership = new AbortController();
      const ended = AbortSignal.any([signal, membership.signal]);
      const partitions = createPartitionQueues((message) => handle(message, ended));
      const read = async (): Promise<void> => {
        for await (const message of stream) await partitions.add(message);
      };
      const committing = setInterval(() => void inTime(partitions.commit()), COMMIT_EVERY_MS);
      try {
        await Promise.race([read(), aborted(signal), partitions.failed]);
      } finally {
        clearInterval(committing);
        membership.abort();
        await partitions.drain();
        await inTime(partitions.commit());
        await inTime(stream.close());
        await inTime(consumer.close(true));
      }
    };
    let joined: () => void = () => undefined;
    const firstJoin = new Promise<void>((resolve) => (joined = resolve));
    const loop = async (): Promise<void> => {
      while (!signal.aborted) {
        await consume(joined).catch((error: unknown) =>
          logger.warn({ err: error, topic, group }, 'the consumer rejoins'),
        );
        if (!signal.aborted) await sleep(REJOIN_MS, signal);
      }
    };
    const finished = loop();
    await Promise.race([firstJoin, finished]);
    const consumer = {
      stop: async (): Promise<void> => {
        stop.abort();
        await finished;
        running.delete(consumer);
      },
    };
    running.add(consumer);
    return consumer;
  };
  return {
    publish,
    subscribe,
    close: async () => {
      await Promise.all([...running].map((consumer) => consumer.stop()));
      await inTime(producer.close());
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Closing and committing ask brokers that may be gone; nobody waits for them for long. */
const inTime = async (closing: Promise<unknown> | void): Promise<void> => {
  const enough = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
  await Promise.race([Promise.resolve(closing).catch(() => undefined), enough]);
};

function toMessage(topic: string, event: DomainEvent) {
  const headers = new Map([[Buffer.from('content-type'), Buffer.from('application/cloudevents+json')]]);
  if (event.traceparent !== undefined) headers.set(Buffer.from('traceparent'), Buffer.from(event.traceparent));
  return { topic, key: Buffer.from(event.partitionkey), value: Buffer.from(JSON.stringify(event)), headers };
}

const security = ({ credentials, podIdentity }: KafkaOptions) =>
  credentials === undefined
    ? {}
    : {
        tls: credentials.ca === undefined ? {} : { ca: credentials.ca },
        sasl:
          credentials.mechanism === 'OAUTHBEARER'
            ? { mechanism: credentials.mechanism, token: () => kafkaToken(credentials, podIdentity) }
            : { mechanism: credentials.mechanism, username: credentials.username, password: credentials.password },
      };

/** Messages of one partition one after the other, of different partitions side by side; commits what was handled without a gap. */
function createPartitionQueues(handle: (message: KafkaMessage) => Promise<boolean>) {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  /** The event could be neither handled nor put aside: the membership ends, and the next one begins with it. */
  const stuck = (error: unknown): boolean => {
    fail(error);
    return false;
  };
  const tails = new Map<string, Promise<boolean>>();
  const handled = new Map<string, KafkaMessage>();
  const placeOf = ({ topic, partition }: KafkaMessage): string => `${topic}/${partition}`;
  let inHand = 0;
  let room: () => void = () => undefined;

  const one = async (before: Promise<boolean>, message: KafkaMessage): Promise<boolean> => {
    // After a message that was not handled nothing of its partition may be committed.
    const done = (await before) && (await handle(message).catch(stuck));
    if (done) handled.set(placeOf(message), message);
    inHand -= 1;
    room();
    return done;
  };
  return {
    failed,
    add: async (message: KafkaMessage): Promise<void> => {
      inHand += 1;
      const tail = tails.get(placeOf(message)) ?? Promise.resolve(true);
      tails.set(placeOf(message), one(tail, message));
      while (inHand >= MOST_IN_HAND) await new Promise<void>((resolve) => (room = resolve));
    },
    drain: async (): Promise<void> => void (await Promise.all(tails.values())),
    commit: async (): Promise<void> => {
      const messages = [...handled.values()];
      handled.clear();
      await Promise.all(messages.map((message) => Promise.resolve(message.commit())));
    },
  };
}
