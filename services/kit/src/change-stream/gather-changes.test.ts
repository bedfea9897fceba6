import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ChangeTransaction, gatherChanges } from './gather-changes.js';

const transaction = (id: number, rows = 1): ChangeTransaction => ({
  commitLsn: String(id),
  inserts: Array.from({ length: rows }, () => ({ table: 'public.things', row: { id } })),
});

describe('gathered changes', () => {
  it('arrive in order, together, and are confirmed only after they were handled', async () => {
    const log: string[] = [];
    const gathered = gatherChanges(
      {
        gatherMs: 5,
        onTransactions: async (group) => {
          log.push(`begin ${group.map(({ commitLsn }) => commitLsn).join()}`);
          await delay(10);
          log.push('end');
        },
      },
      (lsn) => Promise.resolve(log.push(`confirmed ${lsn}`)),
    );
    for (const id of [1, 2, 3]) await gathered.add(transaction(id), BigInt(id));
    expect(gathered.isEmpty()).toBe(false);
    await delay(8);
    for (const id of [4, 5]) await gathered.add(transaction(id, id === 5 ? 0 : 1), BigInt(id));
    await expect.poll(() => gathered.isEmpty()).toBe(true);
    expect(log).toEqual(['begin 1,2,3', 'end', 'confirmed 3', 'begin 4', 'end', 'confirmed 5']);
  });

  it('hold the stream up when there are too many of them', async () => {
    let open: () => void = () => undefined;
    const sizes: number[] = [];
    const gathered = gatherChanges(
      {
        gatherMs: 60_000,
        onTransactions: (group) => {
          sizes.push(group.length);
          return new Promise((resolve) => (open = resolve));
        },
      },
      () => Promise.resolve(),
    );
    await gathered.add(transaction(1, 4_999), 1n);
    expect(sizes).toEqual([]);
    await gathered.add(transaction(2, 1), 2n);
    expect(sizes).toEqual([2]);
    let added = false;
    const held = gathered.add(transaction(3, 5_000), 3n).then(() => (added = true));
    await delay(10);
    expect(added).toBe(false);
    open();
    await held;
    expect(sizes).toEqual([2, 1]);
    open();
    await gathered.stop();
  });

  it('stop at the first group that cannot be handled', async () => {
    const confirmed: bigint[] = [];
    let calls = 0;
    const gathered = gatherChanges(
      {
        gatherMs: 1,
        onTransactions: () => {
          calls += 1;
          return Promise.reject(new Error('cannot be handled'));
        },
      },
      (lsn) => Promise.resolve(confirmed.push(lsn)),
    );
    await gathered.add(transaction(1), 1n);
    await expect(gathered.failed).rejects.toThrow('cannot be handled');
    await gathered.add(transaction(2), 2n);
    await delay(10);
    expect([calls, confirmed]).toEqual([1, []]);
    await gathered.stop();
  });
});
