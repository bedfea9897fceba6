import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOf, payment } from '../../testing/journal-commands.js';
import { brokenInvariants } from '../../testing/journal-invariants.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';

const BOOK = 7;
const DISK_BYTES = 256 * 1024 * 1024;
const LEFT_BYTES = 4 * 1024 * 1024;
const disk = mkdtempSync(join(tmpdir(), 'finflow-small-disk-'));
const ballast = join(disk, 'ballast');
let world: JournalWorld;

/** A file system of its own, so that only this server runs out of space. Mounting takes root. */
beforeAll(async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', disk]);
  world = await startJournalWorld({
    books: [BOOK],
    dataDirectory: join(disk, 'data'),
    settings: { shared_buffers: '32MB', max_wal_size: '48MB', min_wal_size: '32MB' },
  });
});
afterAll(async () => {
  await world.stop();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

describe('a full disk', () => {
  it('loses nothing that was acknowledged, and goes on when there is space again', async () => {
    const bank = await world.open(BOOK, null);
    const alice = await world.open(BOOK, 0n);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));

    const acknowledged: string[] = [];
    const failures = new Set<string>();
    const until = Date.now() + 30_000;
    const metadata = { note: 'x'.repeat(500) };
    while (failures.size === 0 && Date.now() < until) {
      const commands = Array.from({ length: 400 }, () => payment(bank, alice, 1n, { metadata }));
      const ends = await Promise.all(
        commands.map((command) => endOf(world.journal.submit(command, { deadlineMs: 1_500 }))),
      );
      ends.forEach((end, index) => {
        if (end === 'accepted') acknowledged.push(commands[index]?.transferId ?? '');
        else failures.add(end);
      });
    }
    expect([...failures].every((end) => ['unavailable', 'outcome-unknown', 'deadline-exceeded'].includes(end))).toBe(
      true,
    );
    expect(failures.size).toBeGreaterThan(0);
    expect(acknowledged.length).toBeGreaterThan(0);

    rmSync(ballast);
    // PostgreSQL stops when its log cannot grow; whoever runs it starts it again.
    await delay(500);
    if ((await endOf(world.journal.submit(payment(bank, alice, 1n)))) !== 'accepted') {
      await world.server.kill9();
      await world.server.start();
    }
    expect(await endOf(world.journal.submit(payment(bank, alice, 1n), { deadlineMs: 20_000 }))).toBe('accepted');
    const found = await world.database.query('SELECT FROM ledger.transfers WHERE transfer_id = ANY ($1::uuid[])', [
      acknowledged,
    ]);
    expect(found.length).toBe(acknowledged.length);
    expect(await brokenInvariants(world.database)).toEqual([]);
  });
});
