import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A long wire on loopback. */
export interface DelayProxy {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Passes bytes on after a time each way, as many at once as come: distance, not a narrow line. */
export async function startDelayProxy(targetPort: number, oneWayMs: number): Promise<DelayProxy> {
  const sockets = new Set<Socket>();
  const listener = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      // Timers of the same length fire in the order in which they were set, so bytes keep theirs.
      from.on('data', (bytes) => setTimeout(() => to.write(bytes), oneWayMs));
      from
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(from);
          setTimeout(() => to.destroy(), oneWayMs);
        });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
