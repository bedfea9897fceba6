import { z } from 'zod';
import type { Clock } from '../clock/clock.js';
import type { Logger } from '../logging/logger.js';
import { repeat } from '../timing/repeat.js';
import { connectEtcd, type EtcdEntry } from './etcd-gateway.js';
import type { HomeLease } from './home-lease.js';

/** Who wants to write for which home, and who decides. */
export interface HomeLeaseOptions {
  /** Three sites outside of both clouds. */
  readonly endpoints: readonly string[];
  readonly home: string;
  /** The location that wants to write. All its processes share one lease. */
  readonly holder: string;
  readonly ttlSeconds: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const claim = z.object({ holder: z.string(), epoch: z.string().transform(BigInt) });

/** Part of its life that a lease is not trusted, for clocks that run at different speeds. */
const CLOCK_DRIFT = 0.1;
const RENEWALS_PER_TTL = 4;

/**
 * Asks the witness for a home's lease and keeps it alive. The lease dies in etcd by itself when its holder does not renew it; only then
 * another holder gets it, with an epoch one higher. A holder trusts its lease from the moment before it asked, on its monotonic
 * clock, so it stops before anybody else can begin.
 */
export function acquireHomeLease(options: HomeLeaseOptions): HomeLease {
  const { endpoints, home, holder, ttlSeconds, clock, logger } = options;
  const renewEveryMs = (ttlSeconds * 1000) / RENEWALS_PER_TTL;
  const etcd = connectEtcd(endpoints, renewEveryMs);
  const [leaseKey, epochKey] = [`homes/${home}/lease`, `homes/${home}/epoch`];
  let held: { readonly leaseId: string; readonly epoch: bigint; readonly untilMs: number } | undefined;

  const trustedUntil = (askedAtMs: number, seconds: number): number => askedAtMs + seconds * 1000 * (1 - CLOCK_DRIFT);
  const renew = async (leaseId: string, epoch: bigint): Promise<void> => {
    const askedAtMs = clock.monotonicMs();
    const seconds = await etcd.keepAlive(leaseId);
    held = seconds === undefined ? undefined : { leaseId, epoch, untilMs: trustedUntil(askedAtMs, seconds) };
  };
  const acquire = async (): Promise<void> => {
    const current = await etcd.get(leaseKey);
    if (current !== undefined) {
      const owner = parse(current);
      // Another process of this location has it: they keep the same lease alive.
      if (owner.holder === holder && current.leaseId !== undefined) await renew(current.leaseId, owner.epoch);
      return;
    }
    const last = await etcd.get(epochKey);
    const before = last === undefined ? undefined : parse(last);
    const epoch = before === undefined ? 1n : before.holder === holder ? before.epoch : before.epoch + 1n;
    const value = JSON.stringify({ holder, epoch: String(epoch) });
    const askedAtMs = clock.monotonicMs();
    const leaseId = await etcd.grantLease(ttlSeconds);
    const won = await etcd.commit({
      unchanged: [
        { key: leaseKey, modRevision: '0' },
        { key: epochKey, modRevision: last?.modRevision ?? '0' },
      ],
      puts: [
        { key: leaseKey, value, leaseId },
        { key: epochKey, value },
      ],
    });
    if (!won) return;
    held = { leaseId, epoch, untilMs: trustedUntil(askedAtMs, ttlSeconds) };
    logger.info({ home, holder, epoch: String(epoch) }, 'the witness granted the home');
  };
  const work = async (): Promise<boolean> => {
    if (held === undefined) await acquire();
    else await renew(held.leaseId, held.epoch);
    return false;
  };
  const role = repeat({ name: `lease of ${home}`, idleMs: renewEveryMs, maxBackoffMs: renewEveryMs, logger, work });
  return {
    home,
    currentEpoch: () => (held !== undefined && clock.monotonicMs() < held.untilMs ? held.epoch : undefined),
    close: () => role.stop(),
  };
}

const parse = (entry: EtcdEntry): z.infer<typeof claim> => claim.parse(JSON.parse(entry.value));
