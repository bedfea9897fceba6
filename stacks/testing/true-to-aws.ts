import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/**
 * A server on a free port of loopback that passes every call on to moto, but for what moto understands differently from AWS: a hosted zone
 * that is made with a network is private, also when `HostedZoneConfig` does not say so, which Terraform never does.
 */
export async function trueToAws(motoPort: number): Promise<Server> {
  const server = createServer((asked, answer) => {
    pass(asked, answer, motoPort).catch((error: unknown) => answer.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function pass(asked: IncomingMessage, answer: ServerResponse, port: number): Promise<void> {
  const { method, url: path = '/', headers } = asked;
  const body = amended(path, await buffer(asked));
  const kept = Object.entries(headers).filter(([name]) => name !== 'transfer-encoding');
  const sent = { ...Object.fromEntries(kept), 'content-length': body.length };
  const call = forward({ host: '127.0.0.1', port, method, path, headers: sent });
  call.end(body);
  const [answered] = (await once(call, 'response')) as [IncomingMessage];
  answer.writeHead(answered.statusCode ?? 502, answered.headers);
  answered.pipe(answer);
}

function amended(path: string, body: Buffer): Buffer {
  if (!/^\/2013-04-01\/hostedzone\/?$/.test(path) || !body.includes('<VPC>')) return body;
  return Buffer.from(
    body.toString('utf8').replace('</HostedZoneConfig>', '<PrivateZone>true</PrivateZone></HostedZoneConfig>'),
  );
}
