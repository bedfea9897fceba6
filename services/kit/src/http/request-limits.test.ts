import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createExampleServer, type ExampleOptions, type ExampleServer } from '../../testing/example-server.js';
import { listen } from './listen.js';

const PUBLIC = { config: { anonymous: true } } as const;
const open: ExampleServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});

/** A server with a route that answers when it is told to. */
async function slowServer(options: ExampleOptions = {}) {
  const example = await createExampleServer(options);
  open.push(example);
  const waiting: (() => void)[] = [];
  const remaining: number[] = [];
  example.server.get('/slow', PUBLIC, async ({ deadline }) => {
    remaining.push(deadline.remainingMs());
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { done: true };
  });
  let acted = 0;
  example.server.post('/act', PUBLIC, () => {
    acted += 1;
    return {};
  });
  example.server.get('/fast', PUBLIC, () => ({ done: true }));
  const { port, stop } = await listen(example.server, 0, '127.0.0.1');
  return {
    ...example,
    origin: `http://127.0.0.1:${port}`,
    port,
    stop,
    waiting,
    remaining,
    acted: () => acted,
    answerAll: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    untilWaiting: async (count: number) => {
      while (waiting.length < count) await sleep(1);
    },
  };
}

describe('load', () => {
  test('beyond the bound is turned away, health is not', async () => {
    const { origin, untilWaiting, answerAll } = await slowServer({ limits: { maxInFlight: 2 } });
    const slow = [fetch(`${origin}/slow`), fetch(`${origin}/slow`)];
    await untilWaiting(2);
    const shed = await fetch(`${origin}/fast`);
    expect(shed.status).toBe(429);
    expect(shed.headers.get('retry-after')).toBe('1');
    expect(await shed.json()).toMatchObject({ code: 'overloaded' });
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
    answerAll();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await fetch(`${origin}/fast`)).status).toBe(200);
  });

  test('of callers that went away counts until its work is done', async () => {
    const { origin, untilWaiting, answerAll } = await slowServer({
      limits: { maxInFlight: 2, requestTimeoutMs: 60_000 },
    });
    const gone = new AbortController();
    const slow = [1, 2].map(() => fetch(`${origin}/slow`, { signal: gone.signal }).catch(() => undefined));
    await untilWaiting(2);
    gone.abort();
    await Promise.all(slow);
    await sleep(50);
    expect((await fetch(`${origin}/fast`)).status).toBe(429);
    answerAll();
    await sleep(50);
    expect((await fetch(`${origin}/fast`)).status).toBe(200);
  });

  test('of work that never ends counts until its deadline', async () => {
    const { origin, untilWaiting } = await slowServer({ limits: { maxInFlight: 1, requestTimeoutMs: 200 } });
    const gone = new AbortController();
    const slow = fetch(`${origin}/slow`, { signal: gone.signal }).catch(() => undefined);
    await untilWaiting(1);
    gone.abort();
    await slow;
    expect((await fetch(`${origin}/fast`)).status).toBe(429);
    await sleep(300);
    expect((await fetch(`${origin}/fast`)).status).toBe(200);
  });
});

describe('the deadline', () => {
  test("is the shorter of the service's and the caller's", async () => {
    const { origin, untilWaiting, remaining, answerAll } = await slowServer({ limits: { requestTimeoutMs: 5_000 } });
    const patience = [undefined, '250', '60000', '0', 'soon', '-5', '1e3'];
    for (const [index, value] of patience.entries()) {
      const headers = value === undefined ? {} : { 'x-envoy-expected-rq-timeout-ms': value };
      const answer = fetch(`${origin}/slow`, { headers });
      await untilWaiting(1);
      answerAll();
      await answer;
      const expected = value === '250' ? 250 : 5_000;
      expect(remaining[index]).toBeGreaterThan(expected - 200);
      expect(remaining[index]).toBeLessThanOrEqual(expected);
    }
  });

  test('is answered when the work takes longer, and the late answer goes nowhere', async () => {
    const { origin, server, answerAll } = await slowServer({ limits: { requestTimeoutMs: 100 } });
    const read = await fetch(`${origin}/slow`);
    expect(read.status).toBe(504);
    expect(await read.json()).toMatchObject({ code: 'deadline-exceeded', detail: 'Try again.' });
    answerAll();
    expect((await fetch(`${origin}/fast`)).status).toBe(200);
    expect(server.server.listening).toBe(true);
  });
});

test('a body that comes too late is not acted on', async () => {
  const { port, acted } = await slowServer({ limits: { requestTimeoutMs: 100 } });
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString()));
  socket.write('POST /act HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{"a"');
  while (!heard.includes('"code"')) await sleep(5);
  expect(heard).toMatch(/^HTTP\/1.1 504 /);
  socket.write(':1}\n');
  await sleep(50);
  socket.destroy();
  expect(acted()).toBe(0);
});

describe('connections', () => {
  const talk = async (port: number, ...parts: string[]): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data: Buffer) => (heard += data.toString()));
    await once(socket, 'connect');
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    return heard;
  };

  test.each([
    ['GARBAGE\r\n\r\n', 400, 'request-malformed'],
    ['GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400, 'request-malformed'],
    [`GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ])('%j is refused in the same form', async (request, status, code) => {
    const { port } = await slowServer();
    const [head = '', body = ''] = (await talk(port, request)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code });
  });

  test('finish what is in hand when the server stops, and take nothing new', async () => {
    const { origin, untilWaiting, answerAll, stop } = await slowServer();
    const answer = fetch(`${origin}/slow`);
    await untilWaiting(1);
    const stopped = stop();
    await sleep(20);
    await expect(fetch(`${origin}/fast`)).rejects.toThrow();
    answerAll();
    expect((await answer).status).toBe(200);
    await stopped;
  });

  test('that are open when the server stops hear that another instance answers', async () => {
    const { port, server, stop, untilWaiting, answerAll } = await slowServer();
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (data: Buffer) => (heard += data.toString()));
    // Two requests in a row on one connection: the second one is read while the first is in hand.
    socket.write('GET /slow HTTP/1.1\r\nhost: a\r\n\r\n');
    await untilWaiting(1);
    const stopped = stop();
    while (server.server.listening) await sleep(1);
    socket.write('GET /fast HTTP/1.1\r\nhost: a\r\n\r\n');
    await sleep(20);
    answerAll();
    await once(socket, 'close');
    await stopped;
    const [first = '', second = ''] = heard.split(/(?=HTTP\/1.1 503)/);
    expect(first).toContain('{"done":true}');
    expect(second).toMatch(/retry-after: 1/);
    expect(second).toContain('"code":"unavailable"');
  });
});
