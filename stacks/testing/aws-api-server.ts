import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { trueToAws } from './true-to-aws.js';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 200;

/** An AWS API server on loopback, with an empty account. */
export interface AwsApiServer {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts `moto_server` on a free port and waits until it answers; without it the test fails. Calls pass through this process, so engines
 * have to run beside it (`runBeside`).
 */
export async function startAwsApiServer(): Promise<AwsApiServer> {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  });
  const ended = once(server, 'exit');
  const failed = once(server, 'error').then(([error]) => {
    throw new Error('moto_server does not run here; install it with: pip install "moto[server]"', { cause: error });
  });
  await Promise.race([answers(`http://127.0.0.1:${port}`), failed]);
  const front = await trueToAws(port);
  return {
    endpoint: `http://127.0.0.1:${portOf(front)}`,
    stop: async () => {
      front.close();
      front.closeAllConnections();
      server.kill();
      await ended;
    },
  };
}

async function answers(endpoint: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const reached = await fetch(`${endpoint}/moto-api/`).then(
      (response) => response.ok,
      () => false,
    );
    if (reached) return;
    await wait(POLL_MS);
  }
  throw new Error(`no AWS API server answers at ${endpoint} after ${START_TIMEOUT_MS} ms`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const port = portOf(probe);
  probe.close();
  await once(probe, 'close');
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
