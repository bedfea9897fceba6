import { request as call, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ConsolePanel } from './console-panel.js';

/** Headers that mean the same on both sides. */
const FORWARDED = ['content-type', 'idempotency-key', 'ledger-min-position'];
const RETURNED = ['content-type', 'ledger-position', 'ledger-source', 'retry-after'];

/** Passes a request of the page on to its service, under the console's token; the page itself never has one. */
export async function forward(panel: ConsolePanel, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(panel.origin + (request.url ?? '').slice(`/api/${panel.name}`.length));
  const headers = pick(request.headers, FORWARDED);
  const outgoing = call(url, {
    method: request.method ?? 'GET',
    headers: { ...headers, authorization: `Bearer ${await panel.token()}` },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    outgoing.once('response', resolve).once('error', reject),
  );
  await pipeline(request, outgoing);
  const answer = await answered;
  response.writeHead(answer.statusCode ?? 502, { ...pick(answer.headers, RETURNED), 'cache-control': 'no-store' });
  await pipeline(answer, response);
}

function pick(headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
