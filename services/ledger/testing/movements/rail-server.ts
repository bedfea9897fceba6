import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type RailInstruction, RailUnreachable } from '../../src/rails/payment-rail.js';
import { type RailMood, SimulatedRail } from './simulated-rail.js';

/** A rail that answers over HTTP, on loopback. */
export interface RailServer {
  /** For PAYMENT_RAILS. */
  readonly address: URL;
  readonly rail: SimulatedRail;
  /** Requests with their credential, in order. */
  readonly requests: { readonly method: string; readonly path: string; readonly authorization: string | undefined }[];
  readonly stop: () => Promise<void>;
}

export interface RailServerOptions {
  readonly moodOf?: (instruction: RailInstruction) => RailMood;
  /** How long an answer takes. */
  readonly latencyMs?: () => number;
  /** What a silence looks like: the connection breaks, or nothing ever comes. */
  readonly silence?: 'break' | 'hang';
  /** Says something else instead, such as a web page with an error. */
  readonly instead?: () => { readonly status: number; readonly body: string } | undefined;
}

/** Starts the simulated rail as a program of its own would run it. */
export async function startRailServer(options: RailServerOptions = {}): Promise<RailServer> {
  const rail = new SimulatedRail('bank', options.moodOf ?? (() => 'execute'));
  const requests: RailServer['requests'] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, path: url, authorization: headers.authorization });
    const text = await bodyOf(request);
    await pause(options.latencyMs?.() ?? 0);
    const instead = options.instead?.();
    if (instead !== undefined) return void response.writeHead(instead.status).end(instead.body);
    const said =
      method === 'POST' ? await rail.submit(instructionOf(text)) : await rail.status(url.split('/').at(-1) ?? '');
    response.writeHead(said === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said ?? {}));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!(error instanceof RailUnreachable)) response.writeHead(500).end();
      else if (options.silence !== 'hang') response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: new URL(`http://127.0.0.1:${port}/v1/`), rail, requests, stop };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function instructionOf(text: string): RailInstruction {
  const { amount, ...instruction } = JSON.parse(text) as Omit<RailInstruction, 'amount'> & { readonly amount: number };
  return { ...instruction, amount: BigInt(amount) };
}
