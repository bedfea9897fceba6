import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { MemoryBus } from '../../kit/src/messaging/memory-bus.js';
import type { ConsolePanel } from './console-panel.js';
import { forward } from './forward.js';

/** What the console serves. */
export interface ConsoleServerOptions {
  readonly panels: readonly ConsolePanel[];
  readonly bus: MemoryBus;
  /** Folder with the page. */
  readonly web: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere, nothing inline, nobody may frame it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** The page, the services' APIs behind it, and their events as they happen. */
export function createConsoleServer({ panels, bus, web }: ConsoleServerOptions): Server {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isOwnPage(request)) return end(response, 403, 'only this page may ask');
    const { pathname } = new URL(request.url ?? '/', 'http://console');
    const [, area, name] = pathname.split('/');
    const panel = panels.find((each) => each.name === name);
    if (area === 'api' && panel !== undefined) return forward(panel, request, response);
    if (request.method !== 'GET') return end(response, 405, 'only GET');
    if (pathname === '/panels') {
      return json(
        response,
        panels.map(({ name: each, title, links }) => ({ name: each, title, links })),
      );
    }
    if (area === 'state' && panel !== undefined) return json(response, await panel.state());
    if (pathname === '/events') return stream(request, response, bus);
    const file = pathname === '/' ? 'index.html' : pathname.slice(1);
    // One flat folder: a name with a separator or a dot in front is none of it.
    if (!/^[a-z][a-z-]*\.(html|css|js|svg)$/.test(file)) return end(response, 404, 'not here');
    const contents = await readFile(join(web, file)).catch(() => undefined);
    if (contents === undefined) return end(response, 404, 'not here');
    response
      .writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      .end(contents);
  };
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => end(response, 502, String(error)));
  });
}

/** Other pages in the same browser must not reach through: the host is this machine's, and the request is the page's own. */
function isOwnPage({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const site = headers['sec-fetch-site'];
  return (
    ['127.0.0.1', 'localhost', '[::1]'].includes(host) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  );
}

/** Server-sent events: everything that happens from now on. */
function stream(request: IncomingMessage, response: ServerResponse, bus: MemoryBus): void {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' }).write(': open\n\n');
  const stop = bus.tap((event) => void response.write(`data: ${JSON.stringify(event)}\n\n`));
  request.once('close', stop);
}

function json(response: ServerResponse, value: object): void {
  response.writeHead(200, { ...HEADERS, 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function end(response: ServerResponse, status: number, text: string): void {
  if (!response.headersSent) response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
