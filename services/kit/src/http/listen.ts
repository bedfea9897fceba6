import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../lifecycle/role.js';

/** A server that takes requests. */
export interface ListeningServer extends Role {
  readonly port: number;
}

const IDLE_CHECK_MS = 50;

/**
 * Takes requests from now on. Stopping takes no new connections, lets requests in hand finish and closes every connection as soon as
 * nothing is in hand on it.
 *
 * @param port 0 for any free one
 */
export async function listen(server: FastifyInstance, port: number, host: string): Promise<ListeningServer> {
  await server.listen({ port, host });
  const { port: taken } = server.server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    // Node closes what is idle now; what becomes idle later would stay open for as long as it is kept alive.
    const closing = setInterval(() => {
      server.server.closeIdleConnections();
    }, IDLE_CHECK_MS);
    try {
      await server.close();
    } finally {
      clearInterval(closing);
    }
  };
  return { name: 'http', port: taken, stop };
}
