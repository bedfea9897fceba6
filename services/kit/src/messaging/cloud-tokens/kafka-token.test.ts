import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaToken } from './kafka-token.js';

const directory = mkdtempSync(join(tmpdir(), 'pod-identity-'));
const tokenFile = join(directory, 'token');
const credentials = { mechanism: 'OAUTHBEARER', identity: 'aws', region: 'us-east-1' } as const;
let agent: Server;
let credentialsUrl = '';

/** Stands in for the agent on the node: tells credentials to whoever shows the pod's token. */
beforeAll(async () => {
  writeFileSync(tokenFile, 'pod-token\n');
  agent = createServer((request, response) => {
    if (request.headers.authorization !== 'pod-token') response.writeHead(403).end();
    else response.end(JSON.stringify({ AccessKeyId: 'ASIA1', SecretAccessKey: 'secret', Token: 'session' }));
  });
  await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', resolve));
  credentialsUrl = `http://127.0.0.1:${(agent.address() as AddressInfo).port}/v1/credentials`;
});

afterAll(() => {
  agent.close();
  rmSync(directory, { recursive: true });
});

describe('kafkaToken in AWS', () => {
  it('signs with what the node tells the pod', async () => {
    const token = await kafkaToken(credentials, { credentialsUrl, tokenFile });
    const address = new URL(Buffer.from(token, 'base64url').toString('utf8'));
    expect(address.searchParams.get('X-Amz-Credential')).toMatch(
      /^ASIA1\/\d{8}\/us-east-1\/kafka-cluster\/aws4_request$/,
    );
  });

  it('says so when the pod has no identity, or nobody tells it', async () => {
    await expect(kafkaToken(credentials, undefined)).rejects.toThrow('no identity in AWS');
    writeFileSync(tokenFile, 'another');
    await expect(kafkaToken(credentials, { credentialsUrl, tokenFile })).rejects.toThrow('403');
    writeFileSync(tokenFile, 'pod-token');
  });
});
