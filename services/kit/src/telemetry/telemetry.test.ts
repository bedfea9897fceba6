import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metrics, trace } from '@opentelemetry/api';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, test } from 'vitest';
import { createExampleServer, type ExampleServer } from '../../testing/example-server.js';
import { createLogger } from '../logging/logger.js';
import { durationHistogram } from './histograms.js';
import { parseResourceAttributes } from './resource-attributes.js';
import { startTelemetry, type Telemetry, type TelemetryOptions } from './start-telemetry.js';

let telemetry: Telemetry | undefined;
let example: ExampleServer | undefined;

const start = async (options: Partial<TelemetryOptions> = {}): Promise<Telemetry> => {
  telemetry = await startTelemetry({ service: 'ledger', metricsPort: 0, host: '127.0.0.1', ...options });
  return telemetry;
};

const scrape = async ({ metricsPort }: Telemetry): Promise<string> =>
  (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SAMPLED = `00-${TRACE}-00f067aa0ba902b7-01`;

afterEach(async () => {
  await example?.server.close();
  await telemetry?.stop();
  example = telemetry = undefined;
});

/** A server that logs into an array, with one route of a person's. */
async function observedServer() {
  const lines: string[] = [];
  const logger = createLogger({ service: 'ledger', destination: { write: (line) => void lines.push(line) } });
  example = await createExampleServer({ logger });
  const { server, issuer } = example;
  server.get('/v1/accounts/:id', { config: { scopes: [] } }, (request) => {
    logger.info('inside');
    trace.getActiveSpan()?.setAttribute('inside', true);
    return request.params;
  });
  server.post('/v1/accounts', { config: { scopes: [] } }, ({ body }) => {
    logger.info('inside');
    return body;
  });
  const authorization = `Bearer ${await issuer.issue({ subject: 'alice@example.org', clientId: 'app' })}`;
  return { server, lines, headers: { authorization, traceparent: SAMPLED } };
}

describe('a request', () => {
  test('is measured by its route, in buckets that objectives are judged by', async () => {
    const running = await start();
    const { server, headers } = await observedServer();
    await server.inject({ url: '/v1/accounts/4711', headers });
    await server.inject({ url: '/v1/accounts/4712' });
    await server.inject({ url: '/admin.php' });
    const text = await scrape(running);
    const labels = 'http_request_method="GET",http_route="/v1/accounts/:id",http_response_status_code="200"';
    expect(text).toContain(`http_server_request_duration_seconds_count{${labels}} 1`);
    expect(text).toContain(`http_server_request_duration_seconds_bucket{${labels},le="0.2"} 1`);
    expect(text).toContain('http_route="/v1/accounts/:id",http_response_status_code="401"} 1');
    expect(text).toContain('http_route="unknown",http_response_status_code="404"} 1');
    expect(text).not.toMatch(/4711|4712|admin\.php|alice/);
  });

  test('continues the trace of its caller, and so do its log lines', async () => {
    const spanExporter = new InMemorySpanExporter();
    await start({ spanExporter });
    const { server, headers, lines } = await observedServer();
    await server.inject({ url: '/v1/accounts/4711?email=a', headers });
    await server.inject({ method: 'POST', url: '/v1/accounts', headers, payload: { a: 1 } });
    const written = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(written.map(({ message, trace_id: id }) => [message, id])).toEqual([
      ['inside', TRACE],
      ['answered', TRACE],
      ['inside', TRACE],
      ['answered', TRACE],
    ]);
    expect(written[1]).toMatchObject({ method: 'GET', route: '/v1/accounts/:id', status: 200, client: 'app' });
    expect(lines.join()).not.toMatch(/alice|4711|eyJ|email/);

    await flush();
    const [span] = spanExporter.getFinishedSpans();
    expect(span).toMatchObject({
      name: 'GET /v1/accounts/:id',
      attributes: { 'http.route': '/v1/accounts/:id', 'http.response.status_code': 200, inside: true },
    });
    expect(span?.spanContext().traceId).toBe(TRACE);
    expect(span?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(written[0]?.span_id).toBe(span?.spanContext().spanId);
    expect(JSON.stringify(span?.attributes)).not.toMatch(/4711|alice/);
  });

  test('without a caller that samples is kept at the ratio', async () => {
    const spanExporter = new InMemorySpanExporter();
    await start({ spanExporter, traceRatio: 0 });
    const { server, headers, lines } = await observedServer();
    await server.inject({ url: '/v1/accounts/1', headers: { authorization: headers.authorization } });
    await server.inject({ url: '/v1/accounts/2', headers: { ...headers, traceparent: 'garbage' } });
    await flush();
    expect(spanExporter.getFinishedSpans()).toEqual([]);
    // Its lines can still be told apart.
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  });

  test('for health leaves no trace', async () => {
    const running = await start();
    const { server, lines } = await observedServer();
    await server.inject('/health/live');
    expect(lines).toEqual([]);
    expect(await scrape(running)).not.toContain('/health');
  });
});

test('the processing of events is measured by the name that objectives query', async () => {
  const running = await start();
  const processing = durationHistogram('finflow_event_processing_seconds');
  processing.record(0.09, { topic: 'ledger.transfer-posted' });
  processing.record(4.9, { topic: 'ledger.transfer-posted' });
  const text = await scrape(running);
  expect(text).toContain('finflow_event_processing_seconds_bucket{topic="ledger.transfer-posted",le="0.1"} 1');
  expect(text).toContain('finflow_event_processing_seconds_bucket{topic="ledger.transfer-posted",le="5"} 2');
  expect(text).toContain('finflow_event_processing_seconds_count{topic="ledger.transfer-posted"} 2');
});

test('the process itself is measured, and nothing else is served', async () => {
  const running = await start({ resourceAttributes: 'cloud.region=us-east-1' });
  const text = await scrape(running);
  for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'nodejs_eventloop_utilization']) {
    expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, 'm'));
  }
  expect(text).toContain('cloud_region="us-east-1"');
  expect((await fetch(`http://127.0.0.1:${running.metricsPort}/`)).status).toBe(404);
});

test('spans reach a collector, and one that is down keeps nobody from stopping', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    received.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''}`);
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const otlpEndpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const running = await start({ otlpEndpoint });
  trace.getTracer('x').startSpan('work').end();
  await running.stop();
  expect(received).toEqual(['POST /v1/traces application/x-protobuf']);
  collector.close();
  collector.closeAllConnections();

  const lonely = await start({ otlpEndpoint: 'http://127.0.0.1:1' });
  trace.getTracer('x').startSpan('work').end();
  const startedMs = performance.now();
  await lonely.stop();
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test('a port that is taken is an error at once', async () => {
  const running = await start();
  await expect(startTelemetry({ service: 'b', metricsPort: running.metricsPort, host: '127.0.0.1' })).rejects.toThrow(
    'EADDRINUSE',
  );
});

test('telemetry starts anew after it stopped', async () => {
  await (await start()).stop();
  const running = await start();
  metrics.getMeter('x').createCounter('again').add(1);
  expect(await scrape(running)).toContain('again_total 1');
});

test.each([
  [undefined, {}],
  ['', {}],
  ['a=b', { a: 'b' }],
  ['a=b,c=sha256:1=2, d = e%20f ,g,=h,i=%zz', { a: 'b', c: 'sha256:1=2', d: 'e f', i: '%zz' }],
])('resource attributes %j', (text, attributes) => {
  expect(parseResourceAttributes(text)).toEqual(attributes);
});

/** Waits until the spans in hand are exported. */
async function flush(): Promise<void> {
  const provider = trace.getTracerProvider();
  const delegate: unknown =
    'getDelegate' in provider ? (provider as { getDelegate: () => unknown }).getDelegate() : provider;
  await (delegate as { forceFlush: () => Promise<void> }).forceFlush();
}
