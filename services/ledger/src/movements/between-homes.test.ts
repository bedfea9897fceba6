import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kit/src/database/database.js';
import { type BusMood, TwoHomes } from '../../testing/movements/between-homes.js';
import { Life, mortal } from '../../testing/movements/mortal.js';
import { movementDatabase } from '../../testing/movements/movement-world.js';
import { movementActions } from './movement-reads.js';

let databases: readonly [Database, Database];
beforeAll(async () => {
  databases = [await movementDatabase(), await movementDatabase()];
});
afterAll(() => Promise.all(databases.map((database) => database.close())));

async function twoHomes(moodOf?: () => BusMood) {
  const homes = new TwoHomes(databases, [], moodOf);
  await Promise.all([homes.east.forget(), homes.west.forget()]);
  const from = await homes.east.openAccount(1, 1_000n);
  const to = await homes.west.openAccount(2);
  return {
    homes,
    from,
    to,
    request: { kind: 'transfer', from, to, toHome: 'west', amount: 400n, currency: 'USD' } as const,
  };
}

let keys = 0;
const key = () => `homes-${(keys += 1)}`;
const DAY = 24 * 3_600_000;

describe('between homes', () => {
  it.each(['deliver', 'twice'] as const)('moves money once when the bus does: %s', async (mood) => {
    const { homes, from, to, request } = await twoHomes(() => mood);
    const { movementId } = await homes.east.start(request, key());
    await homes.settle();
    expect((await homes.east.movement(movementId)).state).toBe('completed');
    expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual([600n, 400n, 0n]);
  });

  it('asks again when a message is lost, and gets the same answer', async () => {
    const { homes, from, to, request } = await twoHomes();
    const { movementId } = await homes.east.start(request, key());
    await homes.east.run();
    await homes.east.takeOutbox();
    await homes.east.passTime(61_000);
    await homes.east.run();
    for (const event of await homes.east.takeOutbox()) await homes.west.receive(event);
    await homes.west.takeOutbox();
    expect((await homes.east.movement(movementId)).state).toBe('awaiting');
    await homes.settle();
    expect((await homes.east.movement(movementId)).state).toBe('completed');
    expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual([600n, 400n, 0n]);
  });

  it('messages in any order, twice, late: once', async () => {
    const moods: BusMood[] = ['later', 'twice', 'later', 'deliver', 'twice'];
    const { homes, from, to, request } = await twoHomes(() => moods[(keys += 1) % moods.length] ?? 'deliver');
    for (const amount of [100n, 150n, 50n]) await homes.east.start({ ...request, amount }, key());
    await homes.settle(12);
    expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual([700n, 300n, 0n]);
  });

  it('gives the money back when the other home refuses', async () => {
    const { homes, from, to, request } = await twoHomes();
    await homes.west.change(to, 'frozen');
    const { movementId } = await homes.east.start(request, key());
    await homes.settle();
    expect(await homes.east.movement(movementId)).toMatchObject({
      state: 'failed',
      problem: { code: 'account-not-open' },
    });
    expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual([1_000n, 0n, 0n]);
  });

  it.each([
    ['no account', '0199e000-0000-8000-8008-000000000001'],
    ['no book', '0199e000-0000-4000-8008-000000000001'],
  ])('gives the money back when there is %s', async (_what, to) => {
    const { homes, from, request } = await twoHomes();
    const { movementId } = await homes.east.start({ ...request, to }, key());
    await homes.settle();
    expect(await homes.east.movement(movementId)).toMatchObject({
      state: 'failed',
      problem: { code: 'account-not-found' },
    });
    expect([homes.east.balance(from), homes.clearing()]).toEqual([1_000n, 0n]);
  });

  it('silence is parked, never undone; the late answer ends it', async () => {
    const { homes, from, to, request } = await twoHomes();
    const { movementId } = await homes.east.start(request, key());
    await homes.east.run();
    const [asked] = await homes.east.takeOutbox();
    await homes.east.passTime(2 * DAY);
    await homes.east.run();
    expect(await homes.east.movement(movementId)).toMatchObject({ state: 'parked', parkedFrom: 'awaiting' });
    expect(homes.east.balance(from)).toBe(600n);
    if (asked !== undefined) await homes.west.receive(asked);
    await homes.carry();
    expect((await homes.east.movement(movementId)).state).toBe('completed');
    expect([homes.west.balance(to), homes.clearing()]).toEqual([400n, 0n]);
    const actions = await movementActions(databases[0], movementId);
    expect(actions.at(-1)).toMatchObject({ action: 'message', note: 'west answered credited', toState: 'completed' });
  });

  it('a request that comes after its time is refused for ever, also to a consumer that was asleep', async () => {
    const { homes, from, to, request } = await twoHomes();
    const { movementId } = await homes.east.start(request, key());
    await homes.east.run();
    const [asked] = await homes.east.takeOutbox();
    if (asked === undefined) throw new Error('nothing was asked');
    const expired = { ...asked, data: { ...asked.data, expiresAt: new Date(Date.now() - 1).toISOString() } };
    const again = { ...asked, id: '00000000-0000-8000-8000-000000000001' };
    await homes.west.receive(expired);
    await homes.west.forget();
    await homes.west.receive(again);
    await homes.settle();
    expect((await homes.east.movement(movementId)).state).toBe('failed');
    expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual([1_000n, 0n, 0n]);
  });

  it('a message from another jurisdiction or about an unknown movement moves nothing', async () => {
    const { homes, to, request } = await twoHomes();
    await homes.east.start(request, key());
    await homes.east.run();
    const [asked] = await homes.east.takeOutbox();
    if (asked === undefined) throw new Error('nothing was asked');
    await expect(homes.west.receive({ ...asked, data: { ...asked.data, fromHome: 'euw4' } })).rejects.toThrow(
      'jurisdiction',
    );
    await expect(homes.west.receive({ ...asked, data: { amount: -1 } })).rejects.toThrow();
    await homes.west.receive({ ...asked, data: { ...asked.data, toHome: 'north' } });
    expect(homes.west.balance(to)).toBe(0n);
  });

  it.each([false, true])(
    'a receiving process that dies before or after any await; refused: %s',
    async (refused) => {
      let died = true;
      for (let place = 0; died; place += 1) {
        const { homes, from, to, request } = await twoHomes();
        if (refused) await homes.west.change(to, 'frozen');
        const life = new Life(place);
        const { movementId } = await homes.east.start(request, key());
        await homes.east.run();
        for (const event of await homes.east.takeOutbox()) {
          const receiving = homes.west.receive(event, mortal(homes.west.parts, life));
          await receiving.catch(() => homes.west.receive(event));
        }
        for (const event of await homes.west.takeOutbox()) {
          const receiving = homes.east.receive(event, mortal(homes.east.parts, life));
          await receiving.catch(() => homes.east.receive(event));
        }
        died = life.dead;
        await homes.settle(2);
        expect((await homes.east.movement(movementId)).state, `death at ${place}`).toBe(
          refused ? 'failed' : 'completed',
        );
        const left = refused ? [1_000n, 0n, 0n] : [600n, 400n, 0n];
        expect([homes.east.balance(from), homes.west.balance(to), homes.clearing()]).toEqual(left);
      }
    },
    120_000,
  );
});
