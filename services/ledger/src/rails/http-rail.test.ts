import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCircuitBreaker } from '../../../kit/src/circuit-breaker/circuit-breaker.js';
import { systemClock } from '../../../kit/src/clock/clock.js';
import { type RailServer, type RailServerOptions, startRailServer } from '../../testing/movements/rail-server.js';
import { connectRails, railSettings } from './connect-rails.js';
import { createHttpRail } from './http-rail.js';
import { type PaymentRail, type RailInstruction, RailUnreachable } from './payment-rail.js';

let server: RailServer | undefined;
afterEach(() => server?.stop());

const instruction: RailInstruction = {
  reference: 'reference-1',
  operation: 'pay',
  amount: 700n,
  currency: 'USD',
  instrument: 'token',
  refunds: null,
};

async function connected(
  options: RailServerOptions = {},
  timeoutMs = 1_000,
): Promise<{ server: RailServer; rail: PaymentRail }> {
  server = await startRailServer(options);
  const breaker = createCircuitBreaker({ failures: 3, openMs: 60_000, clock: systemClock });
  const rail = createHttpRail({ name: 'bank', baseUrl: server.address, credential: 'secret', timeoutMs, breaker });
  return { server, rail };
}

describe('a rail behind HTTP', () => {
  it('executes a reference once, however often it comes', async () => {
    const { server, rail } = await connected();
    expect(await rail.status('reference-1')).toBeUndefined();
    expect(await rail.submit(instruction)).toEqual({ status: 'executed', railReference: 'rail-1' });
    expect(await rail.submit(instruction)).toEqual({ status: 'executed', railReference: 'rail-1' });
    expect(await rail.status('reference-1')).toEqual({ status: 'executed', railReference: 'rail-1' });
    expect(server.rail.executed.get('reference-1')).toEqual(instruction);
    expect(server.requests[0]).toEqual({
      method: 'GET',
      path: '/v1/instructions/reference-1',
      authorization: 'Bearer secret',
    });
  });

  it('a timeout after the rail has executed is no answer; asking finds it out', async () => {
    const { rail } = await connected({ moodOf: () => 'execute-silently', silence: 'hang' }, 100);
    await expect(rail.submit(instruction)).rejects.toThrow(RailUnreachable);
    expect(await rail.status('reference-1')).toEqual({ status: 'executed', railReference: 'rail-1' });
  });

  it.each([
    ['an error page', { status: 502, body: '<html>' }],
    ['a refusal of the call', { status: 401, body: '{}' }],
    ['not JSON', { status: 200, body: 'ok' }],
    ['an unknown status', { status: 200, body: '{"status":"maybe"}' }],
    ['a yes without a reference', { status: 200, body: '{"status":"executed"}' }],
    ['far too much', { status: 200, body: 'x'.repeat(100_000) }],
    ['a missing page for an instruction', { status: 404, body: '{}' }],
  ])('%s is no answer', async (_what, instead) => {
    const { rail } = await connected({ instead: () => instead });
    await expect(rail.submit(instruction)).rejects.toThrow(RailUnreachable);
  });

  it('declined is the only no', async () => {
    const { rail } = await connected({ moodOf: () => 'decline' });
    expect(await rail.submit(instruction)).toEqual({ status: 'declined', reason: 'the bank said no' });
  });

  it('the circuit opens after failures in a row and spares the rail', async () => {
    const { server, rail } = await connected({ moodOf: () => 'lose' });
    for (let call = 0; call < 6; call += 1) await expect(rail.submit(instruction)).rejects.toThrow(RailUnreachable);
    expect(server.requests).toHaveLength(3);
  });
});

describe('variables of rails', () => {
  const settings = z.object(railSettings);

  it('name rails with their addresses and tokens', async () => {
    server = await startRailServer();
    const parsed = settings.parse({ PAYMENT_RAILS: `bank=${server.address.href}`, PAYMENT_RAIL_TOKENS: 'bank=a=b' });
    const rail = connectRails(parsed, systemClock).get('bank');
    await rail?.submit(instruction);
    expect(server.requests[0]?.authorization).toBe('Bearer a=b');
    expect(connectRails(settings.parse({}), systemClock).size).toBe(0);
  });

  it.each(['bank', 'bank=ftp://x/', 'bank=https://x/no-directory', 'Bank=https://x/'])('refuse %s', (text) => {
    expect(settings.safeParse({ PAYMENT_RAILS: text }).success).toBe(false);
  });
});
