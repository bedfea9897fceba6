import { afterAll, beforeAll, describe } from 'vitest';
import { busContract } from '../../testing/bus-contract.js';
import { startKafka, type TestKafka } from '../../testing/kafka.js';
import type { EventBus } from '../events/event.js';
import { silentLogger } from '../logging/logger.js';
import { connectKafka } from './kafka-bus.js';

let kafka: TestKafka;
let bus: EventBus;

beforeAll(async () => {
  kafka = await startKafka();
  bus = connectKafka({ bootstrap: kafka.bootstrap, clientId: 'contract', logger: silentLogger() });
});
afterAll(async () => {
  await bus.close();
  await kafka.stop();
});

describe('Kafka', () => {
  busContract({ bus: () => bus, createTopic: (name) => kafka.createTopic(name, 1), withinMs: 30_000 });
});
