import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileAddresses, hostileCallers } from './hostile-access.js';
import {
  hostileAmounts,
  hostileBodies,
  hostileTexts,
  hostileTransfers,
  type HostileRequest,
} from './hostile-requests.js';
import { footprint, prepareBook, type TestTokens, testTokens } from './prepare-book.js';
import { rawHttp } from './raw-http.js';
import { callApi, type RunningLedger, succeed } from './running-ledger.js';
import type { TestIds } from './test-ids.js';

const FAMILIES = {
  amounts: hostileAmounts,
  transfers: hostileTransfers,
  texts: hostileTexts,
  bodies: hostileBodies,
  callers: hostileCallers,
  addresses: hostileAddresses,
};

interface RawAnswer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

/** Hostile input against a running ledger: each request has its code, nothing of it is written, and the ledger works on. */
export function describeHostileInput(start: () => Promise<RunningLedger>): void {
  let ledger: RunningLedger;
  let tokens: TestTokens;
  let ids: TestIds;
  let keys = 0;

  beforeAll(async () => {
    ledger = await start();
    tokens = await testTokens(ledger);
    ids = await prepareBook(ledger, tokens);
  });
  afterAll(() => ledger.stop());

  const send = ({ method, path, body, headers, as = 'alice' }: HostileRequest): Promise<RawAnswer> =>
    new Promise((resolve, reject) => {
      keys += 1;
      const payload =
        body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const sent = request({
        port: ledger.port,
        host: '127.0.0.1',
        method,
        path,
        headers: {
          'idempotency-key': `hostile-${keys}`,
          ...(as === 'none' ? {} : { authorization: `Bearer ${tokens[as]}` }),
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...headers,
        },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0, headers: answered } = response;
          resolve({ status: statusCode, type: answered['content-type'], body: Buffer.concat(chunks).toString() });
        });
      });
      sent.end(payload);
    });

  describe.each(Object.entries(FAMILIES))('%s', (_family, requests) => {
    it('are refused with their codes, and nothing is written', async () => {
      const before = await footprint(ledger);
      const surprises: string[] = [];
      for (const hostile of requests(ids)) {
        const answer = await send(hostile);
        const { code, status } = problemOf(answer);
        if (answer.status === hostile.status && code === hostile.code && status === hostile.status) continue;
        surprises.push(
          `${hostile.what}: expected ${hostile.status} ${hostile.code}, got ${answer.status} ${answer.body}`,
        );
      }
      expect(surprises).toEqual([]);
      expect(await footprint(ledger)).toBe(before);
    });
  });

  it('answers to broken HTTP are problems too, and headers cannot be smuggled in', async () => {
    const before = await footprint(ledger);
    const broken = [
      `GET /v1/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.alice}\r\nX: a\rb\r\n\r\n`,
      'GET / HTTP/9.9\r\n\r\n',
      'HELO ledger\r\n\r\n',
      `POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n`,
      `GET /v1/accounts HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(64_000)}\r\n\r\n`,
    ];
    for (const text of broken) {
      const answer = await rawHttp(ledger.port, text);
      expect(answer, text.slice(0, 80)).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).not.toMatch(/HTTP\/1\.1 2\d\d/);
    }
    expect(await footprint(ledger)).toBe(before);
  });

  it('keeps what is only strange, and gives it back as it came', async () => {
    const strange = {
      arabic: 'مرحبا \u202e‮ \u200f',
      emoji: '👩‍👩‍👧‍👦 \u{1f3f4}\u{e0067}\u{e0062}',
      combining: 'e\u0301 is not é',
      sql: `'); DROP TABLE ledger.entries; --`,
      script: '<script>alert(1)</script>',
      template: '${7*7} {{7*7}} %s %n',
      'dotted.key-1': '\u{10ffff}\u{fffd}\ufeff',
    };
    const body = { currency: 'EUR', postings: [{ from: ids.alice, to: ids.bob, amount: 1 }], metadata: strange };
    const made = await succeed(ledger, { method: 'POST', path: '/v1/transfers', token: tokens.alice, body });
    const path = `/v1/transfers/${String(made.transferId)}`;
    const shown = await succeed(ledger, { method: 'GET', path, token: tokens.alice });
    expect(shown.metadata).toEqual(strange);
  });

  it('works on afterwards', async () => {
    const path = `/v1/accounts/${ids.alice}/balance?consistency=strong`;
    const { status, body } = await callApi(ledger, { method: 'GET', path, token: tokens.alice });
    expect({ status, body }).toMatchObject({ status: 200, body: { posted: 9_899, held: 50, available: 9_849 } });
  });
}

function problemOf({ type, body }: RawAnswer): { readonly code?: unknown; readonly status?: unknown } {
  if (type?.startsWith('application/problem+json') !== true) return {};
  return JSON.parse(body) as { readonly code?: unknown; readonly status?: unknown };
}
