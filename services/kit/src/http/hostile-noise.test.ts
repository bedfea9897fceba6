import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExampleServer, type ExampleServer } from '../../testing/example-server.js';

let example: ExampleServer;

beforeAll(async () => {
  example = await createExampleServer();
  const { server } = example;
  const body = { type: 'object', required: ['amount'], properties: { amount: { type: 'integer', minimum: 1 } } };
  server.post('/v1/things', { config: { anonymous: true }, schema: { body } }, () => ({}));
  server.get('/v1/things/:id', { config: { scopes: ['things:read'] } }, ({ params }) => params);
});

afterAll(() => example.server.close());

/** Looks like JSON, with one thing in it that is not. */
const almostJson = fc
  .tuple(fc.json(), fc.nat(), fc.constantFrom('"', '\\', '{', ']', ',', ':', '\u0000', '\ud800', 'e999', '__proto__'))
  .map(([text, at, noise]) => `${text.slice(0, at % (text.length + 1))}${noise}${text.slice(at % (text.length + 1))}`);

test('no body makes the server fail', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), almostJson, bytes), async (payload) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await example.server.inject({ method: 'POST', url: '/v1/things', payload, headers });
      expect([200, 400, 413]).toContain(answer.statusCode);
    }),
    { numRuns: 500 },
  );
});

test('no header lets a stranger in or makes the server fail', async () => {
  const visible = fc.string({ maxLength: 60 }).filter((text) => /^[\x20-\x7e]*$/.test(text));
  await fc.assert(
    fc.asyncProperty(visible, visible, visible, async (authorization, traceparent, patience) => {
      const headers = {
        authorization: `Bearer ${authorization}`,
        traceparent,
        tracestate: authorization,
        'x-envoy-expected-rq-timeout-ms': patience,
      };
      const answer = await example.server.inject({ url: '/v1/things/1', headers });
      expect(answer.statusCode).toBe(401);
    }),
    { numRuns: 500 },
  );
});

test('no path makes the server fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (path, query) => {
      const answer = await example.server.inject(`/v1/things${path}?${query}`);
      expect([400, 401, 404, 405]).toContain(answer.statusCode);
    }),
    { numRuns: 500 },
  );
});
