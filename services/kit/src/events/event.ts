/** A fact for other services, in the attributes of CloudEvents 1.0 (structured JSON mode on every bus). */
export interface DomainEvent<Data extends object = object> {
  readonly specversion: '1.0';
  /** Unique for ever; consumers deduplicate by it. */
  readonly id: string;
  /** `/<service>/<location>`. */
  readonly source: string;
  /** The topic, such as `ledger.transfer-posted`. */
  readonly type: string;
  /** What it is about, such as a transfer's id. */
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** `<topic>/<version>`: the committed JSON Schema of `data`. */
  readonly dataschema: string;
  /** Events with the same key stay in order. */
  readonly partitionkey: string;
  /** W3C trace context of what caused it. */
  readonly traceparent?: string;
  readonly data: Data;
}

/** How an event is delivered: at least once, in order for each partition key. */
export interface Delivery {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** One on the first try. */
  readonly attempt: number;
  readonly event: DomainEvent;
}

/** What a consumer group does. A handler that throws is tried again, and its event is dead-lettered after `attempts`. */
export interface Subscription {
  readonly group: string;
  readonly topic: string;
  /** Names of the topic's copies from other locations. One consumer reads all: members of a group must not differ in their topics. */
  readonly mirrors?: readonly string[];
  /** Where events go that never succeed; null stops the partition instead. */
  readonly deadLetter: string | null;
  readonly attempts: number;
  readonly handle: (delivery: Delivery) => Promise<void>;
}

/** Kafka, or a queue inside this process with the same promises. */
export interface EventBus {
  /** Resolves when every event is durable (acks=all); order is kept within a partition key. */
  readonly publish: (events: readonly DomainEvent[]) => Promise<void>;
  readonly subscribe: (subscription: Subscription) => Promise<RunningConsumer>;
  readonly close: () => Promise<void>;
}

/** A consumer that has joined its group. */
export interface RunningConsumer {
  /** Finishes the event in hand, commits and leaves the group. */
  readonly stop: () => Promise<void>;
}
