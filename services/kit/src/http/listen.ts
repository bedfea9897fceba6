import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../lifecycle/role.js';

/** A server that takes requests. */
export interface ListeningServer extends Role {
  readonly port: number;
}

/**
 * Takes requests from now on. Stopping lets requests in hand finish, answers 503 to new ones on open connections and closes those when
 * they are idle.
 *
 * @param port 0 for any free one
 */
export async function listen(server: FastifyInstance, port: number, host: string): Promise<ListeningServer> {
  await server.listen({ port, host });
  const { port: taken } = server.server.address() as AddressInfo;
  return { name: 'http', port: taken, stop: () => server.close() };
}
