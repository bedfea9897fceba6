import { connect } from 'node:net';

/** Sends bytes as they are, which HTTP clients refuse to do, and returns what came back until the server closed or fell silent. */
export function rawHttp(port: number, request: string | Buffer, silenceMs = 1_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const done = (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(silenceMs, done);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('end', done);
    socket.on('error', (error) => {
      if (answer === '') reject(error);
      else done();
    });
  });
}
