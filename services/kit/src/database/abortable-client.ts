import { Socket } from 'node:net';
import pg from 'pg';

/** A connection that can be ended at once and without a goodbye, while statements still wait for their answers. */
export class AbortableClient extends pg.Client {
  private readonly socket: Socket;

  constructor(config?: pg.ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.socket = socket;
  }

  abort(): void {
    this.socket.destroy();
  }
}
