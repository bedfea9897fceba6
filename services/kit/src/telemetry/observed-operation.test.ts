import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, SqlExecutor } from '../database/database.js';
import type { Delivery, DomainEvent, EventBus, Subscription } from '../events/event.js';
import { observeBus } from './observe-bus.js';
import { observeDatabase } from './observe-database.js';
import { startTelemetry, type Telemetry } from './start-telemetry.js';

let telemetry: Telemetry;
let spans: ReadableSpan[];

class Collected extends InMemorySpanExporter {
  override export(...[batch, done]: Parameters<InMemorySpanExporter['export']>): void {
    spans.push(...batch);
    super.export(batch, done);
  }
}

beforeEach(async () => {
  spans = [];
  telemetry = await startTelemetry({
    service: 'ledger',
    metricsPort: 0,
    host: '127.0.0.1',
    spanExporter: new Collected(),
  });
});

afterEach(() => telemetry.stop());

const scrape = async (): Promise<string> => (await fetch(`http://127.0.0.1:${telemetry.metricsPort}/metrics`)).text();

const answering = (answer: () => Promise<never[]>): Database => {
  const sql: SqlExecutor = { query: answer, script: () => Promise.resolve() };
  return { ...sql, kind: 'server', transaction: (work) => work(sql), close: () => Promise.resolve() };
};

test('statements are measured by name and traced below what asks for them', async () => {
  const database = observeDatabase(answering(() => Promise.resolve([])));
  const root = trace.getTracer('test').startSpan('request');
  await context.with(trace.setSpan(context.active(), root), () =>
    database.transaction(async (sql) => {
      await sql.query('SELECT $1', ['secret'], 'lock-books');
    }),
  );
  root.end();
  await database.query('  insert into people VALUES (1)');
  const text = await scrape();
  for (const operation of ['lock-books', 'transaction', 'insert']) {
    const labels = `db_system_name="postgresql",db_operation_name="${operation}"`;
    expect(text).toContain(`db_client_operation_duration_seconds_count{${labels}} 1`);
  }
  await telemetry.stop();
  const [statement, transaction, request] = spans;
  expect([statement?.name, transaction?.name, request?.name]).toEqual(['lock-books', 'transaction', 'request']);
  expect(statement?.parentSpanContext?.spanId).toBe(transaction?.spanContext().spanId);
  expect(transaction?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  expect(JSON.stringify(spans.map(({ attributes }) => attributes))).not.toContain('secret');
});

test('a failure is counted by its kind and passed on as it is', async () => {
  const error = new RangeError('row of alice@example.org');
  const database = observeDatabase(answering(() => Promise.reject(error)));
  await expect(database.query('select 1')).rejects.toBe(error);
  const text = await scrape();
  expect(text).toContain('db_operation_name="select",error_type="RangeError"} 1');
  expect(text).not.toContain('alice');
});

test('an event is handled in the trace of what caused it', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const event: DomainEvent = {
    specversion: '1.0',
    id: 'e-1',
    source: '/ledger/use1',
    type: 'ledger.transfer-posted',
    subject: 't-1',
    time: '2026-11-23T09:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'ledger.transfer-posted/1',
    partitionkey: '7',
    traceparent,
    data: {},
  };
  const subscribed: Subscription[] = [];
  const bus = observeBus({
    publish: () => Promise.resolve(),
    subscribe: (subscription) => {
      subscribed.push(subscription);
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    close: () => Promise.resolve(),
  } satisfies EventBus);
  const seen: (string | undefined)[] = [];
  await bus.subscribe({
    group: 'fraud',
    topic: event.type,
    deadLetter: null,
    attempts: 1,
    handle: () => {
      seen.push(trace.getActiveSpan()?.spanContext().traceId);
      return Promise.resolve();
    },
  });
  await bus.publish([event]);
  const delivery: Delivery = { topic: event.type, partition: 0, offset: 0n, attempt: 1, event };
  await subscribed[0]?.handle(delivery);
  expect(seen).toEqual(['4bf92f3577b34da6a3ce929d0e0e4736']);
  const text = await scrape();
  expect(text).toContain('messaging_client_operation_duration_seconds_count{messaging_operation_name="send"');
  expect(text).toContain(
    'messaging_process_duration_seconds_count{messaging_operation_name="process",messaging_destination_name="ledger.transfer-posted",messaging_consumer_group_name="fraud"} 1',
  );
});
