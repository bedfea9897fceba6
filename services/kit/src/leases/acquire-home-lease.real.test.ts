import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from '../../testing/etcd.js';
import { systemClock, type Clock } from '../clock/clock.js';
import { silentLogger } from '../logging/logger.js';
import { acquireHomeLease } from './acquire-home-lease.js';
import type { HomeLease } from './home-lease.js';

const TTL_SECONDS = 2;
let etcd: TestEtcd;
let homes = 0;
const leases: HomeLease[] = [];

const acquire = (home: string, holder: string, clock: Clock = systemClock): HomeLease => {
  const lease = acquireHomeLease({
    endpoints: ['http://127.0.0.1:1', etcd.endpoint],
    home,
    holder,
    ttlSeconds: TTL_SECONDS,
    clock,
    logger: silentLogger(),
  });
  leases.push(lease);
  return lease;
};
const newHome = (): string => `home-${(homes += 1)}`;
const until = async (condition: () => boolean, withinMs = 15_000): Promise<number> => {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > withinMs) throw new Error('it did not happen in time');
    await delay(20);
  }
  return performance.now() - started;
};

beforeAll(async () => {
  etcd = await startEtcd();
});
afterEach(async () => {
  etcd.thaw();
  await Promise.all(leases.splice(0).map((lease) => lease.close()));
});
afterAll(() => etcd.stop());

describe('the lease of a home', () => {
  it('is shared by the processes of one location and by nobody else', async () => {
    const home = newHome();
    const [first, second] = [acquire(home, 'use1'), acquire(home, 'use1')];
    await until(() => first.currentEpoch() === 1n && second.currentEpoch() === 1n);
    const stranger = acquire(home, 'usc1');
    await delay(1_500);
    expect(stranger.currentEpoch()).toBeUndefined();
    expect(first.currentEpoch()).toBe(1n);
  });

  it('goes to one of two contenders', async () => {
    const home = newHome();
    const contenders = ['a', 'b', 'c', 'd'].map((holder) => acquire(home, holder));
    await until(() => contenders.some((lease) => lease.currentEpoch() !== undefined));
    await delay(1_000);
    expect(contenders.filter((lease) => lease.currentEpoch() !== undefined)).toHaveLength(1);
  });

  it('passes on with a higher epoch only after the old holder has stopped trusting it', async () => {
    const home = newHome();
    const old = acquire(home, 'use1');
    await until(() => old.currentEpoch() === 1n);
    const next = acquire(home, 'usc1');
    await old.close();
    let overlap = false;
    await until(() => {
      overlap ||= old.currentEpoch() !== undefined && next.currentEpoch() !== undefined;
      return next.currentEpoch() !== undefined;
    });
    expect(overlap).toBe(false);
    expect(next.currentEpoch()).toBe(2n);
    await next.close();
    const back = acquire(home, 'use1');
    await until(() => back.currentEpoch() !== undefined);
    expect(back.currentEpoch()).toBe(3n);
  });

  it('is not trusted while no witness answers, and comes back with the same epoch', async () => {
    const home = newHome();
    const lease = acquire(home, 'use1');
    await until(() => lease.currentEpoch() === 1n);
    etcd.freeze();
    const lostAfterMs = await until(() => lease.currentEpoch() === undefined);
    expect(lostAfterMs).toBeLessThan(TTL_SECONDS * 1000);
    etcd.thaw();
    await until(() => lease.currentEpoch() === 1n);
  });

  it('counts on the monotonic clock: a wall clock that jumps back keeps nothing alive', async () => {
    let wall = Date.now();
    let aheadMs = 0;
    const clock: Clock = { now: () => new Date(wall), monotonicMs: () => performance.now() + aheadMs };
    const lease = acquire(newHome(), 'use1', clock);
    await until(() => lease.currentEpoch() === 1n);
    await lease.close();
    wall -= 3_600_000;
    aheadMs = TTL_SECONDS * 1000;
    expect(lease.currentEpoch()).toBeUndefined();
  });

  it('survives a restart of the witness', async () => {
    const home = newHome();
    const lease = acquire(home, 'use1');
    await until(() => lease.currentEpoch() === 1n);
    await etcd.kill9();
    await delay(500);
    await etcd.start();
    await until(() => lease.currentEpoch() === 1n);
    await delay(2_500);
    expect(lease.currentEpoch()).toBe(1n);
  });
});
