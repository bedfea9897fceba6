import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to a server that a test can damage. */
export interface CuttableProxy {
  /** The address of a server as it is reached over this wire. */
  readonly through: (url: string) => string;
  /** From now on nothing arrives on either side, also no goodbye; new connections hang as well. */
  readonly blackHole: () => void;
  /** From now on the server hears everything and its answers vanish. */
  readonly swallowAnswers: () => void;
  /** Ends every connection and tells both sides. */
  readonly cut: () => void;
  /** Cuts what was damaged; new connections work. */
  readonly repair: () => void;
  /** Connections that clients have open. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Passes bytes between clients and a server on loopback. */
export async function startCuttableProxy(targetPort: number): Promise<CuttableProxy> {
  const clients = new Set<Socket>();
  const servers = new Set<Socket>();
  const passes = { toServer: true, toClient: true };

  const listener = createServer((client) => {
    const server = connect(targetPort, '127.0.0.1');
    keep(client, clients);
    keep(server, servers);
    client.on('data', (bytes) => passes.toServer && server.write(bytes));
    server.on('data', (bytes) => passes.toClient && client.write(bytes));
    client.on('close', () => passes.toServer && server.destroy());
    server.on('close', () => passes.toClient && client.destroy());
  });
  const cut = (): void => {
    for (const socket of [...clients, ...servers]) socket.destroy();
  };
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    through: (url) => {
      const address = new URL(url);
      address.port = String(port);
      return address.href;
    },
    blackHole: () => void Object.assign(passes, { toServer: false, toClient: false }),
    swallowAnswers: () => void Object.assign(passes, { toClient: false }),
    cut,
    repair: () => {
      cut();
      Object.assign(passes, { toServer: true, toClient: true });
    },
    connections: () => clients.size,
    stop: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      cut();
      await closed;
    },
  };
}

function keep(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.setNoDelay(true);
  // What breaks is closed; closing is what counts.
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
}
