import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../kit/src/database/database.js';
import { newId } from '../journal/identifiers.js';
import { systemClock } from '../../../kit/src/clock/clock.js';
import { type BusMood, TwoHomes } from '../../testing/movements/between-homes.js';
import { Life, mortal } from '../../testing/movements/mortal.js';
import { claimOf, movementDatabase, type World } from '../../testing/movements/movement-world.js';
import { type RailMood, SimulatedRail } from '../../testing/movements/simulated-rail.js';
import { isFinal, type Movement } from './movement.js';
import { listMovements } from './movement-reads.js';
import { operateMovement } from './operate-movement.js';

let databases: readonly [Database, Database];
beforeAll(async () => {
  databases = [await movementDatabase(), await movementDatabase()];
});
afterAll(() => Promise.all(databases.map((database) => database.close())));

const FUNDS = 1_000n;
const side = fc.constantFrom('east', 'west');
const spot = fc.nat(3);
const amount = fc.bigInt(1n, 900n);
type Act = (typeof acts)[number] extends fc.Arbitrary<infer One> ? One : never;
const acts = [
  fc.record({ act: fc.constantFrom('deposit', 'withdrawal'), side, spot, amount }),
  fc.record({ act: fc.constant('transfer'), side, spot, to: spot, toSide: side, amount }),
  fc.record({ act: fc.constantFrom('run', 'die'), side, place: fc.nat(80) }),
  fc.record({ act: fc.constant('wait'), side, ms: fc.constantFrom(300, 61_000, 3_600_000, 90_000_000) }),
  fc.record({ act: fc.constantFrom('freeze', 'thaw'), side, spot }),
  fc.record({ act: fc.constantFrom('retry', 'compensate', 'finish', 'carry', 'late'), side }),
] as const;
const railMood = fc.constantFrom<RailMood>(
  'execute',
  'execute',
  'decline',
  'execute-silently',
  'decline-silently',
  'take',
  'lose',
  'delay',
);
const busMood = fc.constantFrom<BusMood>('deliver', 'twice', 'later');

/** A run with an unkind rail, an unkind bus, dying processes and frozen accounts; then peace, until everything has ended. */
class Run {
  private readonly rails: SimulatedRail[];
  private readonly homes: TwoHomes;
  private accounts: Record<'east' | 'west', string[]> = { east: [], west: [] };
  private started = 0;
  private peace = false;

  constructor(
    private readonly name: string,
    rail: () => RailMood,
    bus: () => BusMood,
  ) {
    const bank = () =>
      new SimulatedRail(
        'bank',
        () => (this.peace ? 'execute' : rail()),
        () => !this.peace && bus() === 'later',
      );
    this.rails = [bank(), bank()];
    this.homes = new TwoHomes(databases, [], () => (this.peace ? 'deliver' : bus()));
    const worlds = [this.homes.east, this.homes.west];
    worlds.forEach((world, index) => Object.assign(world.parts, { rails: new Map([['bank', this.rails[index]]]) }));
  }

  async prepare(): Promise<void> {
    await Promise.all([this.homes.east.forget(), this.homes.west.forget()]);
    for (const home of ['east', 'west'] as const) {
      const books = [1, 1, 2, 3];
      this.accounts[home] = await Promise.all(
        books.map((book) => this.homes[home].openAccount(book + (home === 'west' ? 10 : 0), FUNDS)),
      );
    }
  }

  async perform(act: Act): Promise<void> {
    const world = this.homes[act.side];
    const account = (home: string, at: number): string => this.accounts[home as 'east' | 'west'][at] ?? '';
    switch (act.act) {
      case 'deposit':
        return this.start(world, { ...BANK, kind: 'deposit', to: account(act.side, act.spot), amount: act.amount });
      case 'withdrawal':
        return this.start(world, {
          ...BANK,
          kind: 'withdrawal',
          from: account(act.side, act.spot),
          amount: act.amount,
        });
      case 'transfer': {
        const [from, to] = [account(act.side, act.spot), account(act.toSide, act.to)];
        return this.start(world, {
          kind: 'transfer',
          from,
          to,
          toHome: act.toSide,
          amount: act.amount,
          currency: 'USD',
        });
      }
      case 'run':
        return world.run();
      case 'die':
        return world.run(mortal(world.parts, new Life(act.place))).catch(() => undefined);
      case 'wait':
        return void (await world.passTime(act.ms));
      case 'freeze':
        return world.change(account(act.side, act.spot), 'frozen');
      case 'thaw':
        return world.change(account(act.side, act.spot), 'open');
      case 'finish':
        return this.rails.forEach((rail) => rail.finishTaken());
      case 'carry':
        return this.homes.carry();
      case 'late':
        return this.homes.carryLate();
      default:
        return this.decide(world, act.act);
    }
  }

  private async start(world: World, request: Parameters<World['start']>[0]): Promise<void> {
    this.started += 1;
    // Two accounts of one book, or the same one twice: refused, nothing starts.
    await world.start(request, `${this.name}-${this.started}`).catch(() => undefined);
  }

  private async decide(world: World, action: 'retry' | 'compensate'): Promise<void> {
    for (const { movementId } of await this.movements(world, 'parked')) {
      await operateMovement(world.parts, movementId, { action, operator: 'ada', note: 'model' }).catch(() => undefined);
    }
  }

  private movements(world: World, state?: string): Promise<readonly Movement[]> {
    return listMovements(world.database, { state, kind: undefined, after: undefined, limit: 1_000 });
  }

  /** Everything is repaired, and people do their work until nothing is left to do. */
  async makePeace(): Promise<void> {
    this.peace = true;
    for (let round = 0; round < 12; round += 1) {
      for (const home of ['east', 'west'] as const) {
        for (const account of this.accounts[home]) {
          await this.homes[home].change(account, 'open');
          await this.topUp(this.homes[home], account);
        }
        await this.decide(this.homes[home], 'retry');
      }
      this.rails.forEach((rail) => rail.finishTaken());
      await this.homes.settle(2);
      for (const world of [this.homes.east, this.homes.west]) await world.passTime(80 * 3_600_000);
    }
  }

  /** A payout that came late may find an empty account; its holder brings money. */
  private async topUp(world: World, to: string): Promise<void> {
    const bookId = world.ledger.state.accounts.get(to)?.bookId ?? 0;
    const from = await world.openAccount(bookId, FUNDS);
    const transferId = newId(bookId, systemClock);
    await world.ledger.journal.submit({
      ...{ type: 'post-transfer', bookId, transferId, currency: 'USD', actingHolder: null, metadata: {}, sagaId: null },
      ...{
        postings: [{ from, to, amount: FUNDS }],
        counterpartyRef: null,
        requestedBy: 'test',
        claim: claimOf(transferId),
      },
    });
  }

  async judge(): Promise<void> {
    for (const [index, world] of [this.homes.east, this.homes.west].entries()) {
      const unfinished = (await this.movements(world)).filter(({ state }) => !isFinal(state));
      expect(unfinished.map(({ kind, state, parkedFrom, problem }) => ({ kind, state, parkedFrom, problem }))).toEqual(
        [],
      );
      const { accounts, holds } = world.ledger.state;
      expect([...holds.values()].filter(({ state }) => state === 'pending')).toEqual([]);
      expect(
        [...accounts.values()].filter(({ kind, posted, held }) => kind === 'customer' && (posted < 0n || held !== 0n)),
      ).toEqual([]);
      expect(world.ledger.total(() => true)).toBe(0n);
      const movements = await this.movements(world);
      const external = movements.map(({ accounts: roles }) => roles.external).filter((id) => id !== undefined);
      const mirror = [...new Set(external)].reduce((sum, id) => sum + world.balance(id), 0n);
      expect(-mirror, 'the mirror of the rail').toBe(this.rails[index]?.balance());
      const collected = movements.filter(({ kind, state }) => kind === 'deposit' && state === 'completed');
      const paid = movements.filter(({ kind, state }) => kind === 'withdrawal' && state === 'completed');
      const sum = (some: readonly Movement[]): bigint => some.reduce((total, one) => total + one.amount, 0n);
      expect(sum(collected) - sum(paid), 'what callers were told').toBe(this.rails[index]?.balance());
    }
    expect(this.homes.clearing(), 'on the way').toBe(0n);
  }
}

function drawn<Mood>(moods: IterableIterator<Mood>): Mood {
  const next: IteratorResult<Mood, unknown> = moods.next();
  if (next.done === true) throw new Error('the stream ended');
  return next.value;
}

const BANK = { rail: 'bank', instrument: 'token', currency: 'USD' } as const;

it('whatever the rail, the bus, deaths and people do: no money is lost, doubled or stuck', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(...acts), { minLength: 10, maxLength: 60 }),
      fc.infiniteStream(railMood),
      fc.infiniteStream(busMood),
      async (performed, rails, buses) => {
        const run = new Run(
          `model-${(runs += 1)}`,
          () => drawn(rails),
          () => drawn(buses),
        );
        await run.prepare();
        for (const act of performed) await run.perform(act);
        await run.makePeace();
        await run.judge();
      },
    ),
    { numRuns: Number(process.env.MODEL_RUNS ?? 60), endOnFailure: false },
  );
}, 1_800_000);
