import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kit/src/database/database.js';
import { Life, mortal } from '../../testing/movements/mortal.js';
import { movementDatabase, World } from '../../testing/movements/movement-world.js';
import { type RailMood, SimulatedRail } from '../../testing/movements/simulated-rail.js';
import type { MovementRequest } from './start-movement.js';

let database: Database;
beforeAll(async () => {
  database = await movementDatabase();
});
afterAll(() => database.close());

const HOUR = 3_600_000;
const amount = 700n;
const bank = { rail: 'bank', instrument: 'token', currency: 'USD', amount };

/** A course of events, and what must be true in the end wherever the process died on the way. */
interface Course {
  readonly name: string;
  readonly moods: readonly RailMood[];
  readonly kind: 'deposit' | 'withdrawal' | 'transfer';
  /** The receiving account refuses. */
  readonly refused?: true;
  /** The rail executes what it took after the deadline. */
  readonly lateYes?: true;
  readonly ends: 'completed' | 'failed' | 'parked';
  /** Money of the first account and at the rail in the end. */
  readonly own: bigint;
  readonly atRail: bigint;
}

const COURSES: readonly Course[] = [
  { name: 'deposit', moods: [], kind: 'deposit', ends: 'completed', own: 1_700n, atRail: 700n },
  {
    name: 'deposit, silent yes',
    moods: ['execute-silently'],
    kind: 'deposit',
    ends: 'completed',
    own: 1_700n,
    atRail: 700n,
  },
  { name: 'deposit, declined', moods: ['decline'], kind: 'deposit', ends: 'failed', own: 1_000n, atRail: 0n },
  { name: 'deposit, refunded', moods: [], kind: 'deposit', refused: true, ends: 'failed', own: 1_000n, atRail: 0n },
  { name: 'withdrawal', moods: [], kind: 'withdrawal', ends: 'completed', own: 300n, atRail: -700n },
  {
    name: 'withdrawal, silent yes',
    moods: ['execute-silently'],
    kind: 'withdrawal',
    ends: 'completed',
    own: 300n,
    atRail: -700n,
  },
  { name: 'withdrawal, lost once', moods: ['lose'], kind: 'withdrawal', ends: 'completed', own: 300n, atRail: -700n },
  { name: 'withdrawal, declined', moods: ['decline'], kind: 'withdrawal', ends: 'failed', own: 1_000n, atRail: 0n },
  {
    name: 'withdrawal, late yes',
    moods: Array.from({ length: 20 }, () => 'delay'),
    kind: 'withdrawal',
    lateYes: true,
    ends: 'parked',
    own: 1_000n,
    atRail: -700n,
  },
  { name: 'between books', moods: [], kind: 'transfer', ends: 'completed', own: 300n, atRail: 0n },
  {
    name: 'between books, returned',
    moods: [],
    kind: 'transfer',
    refused: true,
    ends: 'failed',
    own: 1_000n,
    atRail: 0n,
  },
];

async function prepare(
  course: Course,
): Promise<{ world: World; rail: SimulatedRail; request: MovementRequest; own: string }> {
  const moods = [...course.moods];
  const rail = new SimulatedRail('bank', () => moods.shift() ?? 'execute');
  const world = new World(database, 'here', [rail]);
  await world.forget();
  const limit = course.refused === true && course.kind === 'deposit' ? 1_100n : null;
  const own = await world.openAccount(1, 1_000n, limit);
  if (course.kind !== 'transfer') {
    const request =
      course.kind === 'deposit' ? { ...bank, kind: course.kind, to: own } : { ...bank, kind: course.kind, from: own };
    return { world, rail, own, request };
  }
  const to = await world.openAccount(2, 0n, course.refused === true ? 100n : null);
  return { world, rail, own, request: { kind: 'transfer', from: own, to, amount, currency: 'USD' } };
}

/** Runs a course with one death; says whether the process lived to its end. */
async function liveThrough(course: Course, key: string, life: Life): Promise<{ died: boolean }> {
  const { world, rail, request, own } = await prepare(course);
  const parts = mortal(world.parts, life);
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!life.dead) throw error;
    }
  };
  await attempt(() => world.start(request, key, parts));
  await attempt(() => world.run(parts));
  // The client asks again with its key; another process finds what the dead one left.
  const { movementId } = await world.start(request, key);
  for (let round = 0; round < 4; round += 1) {
    const next = life.dead ? world.parts : parts;
    // Retries and leases are over, the deadline is not.
    await world.passTime(61_000);
    await attempt(() => world.run(next));
  }
  if (course.lateYes === true) {
    await world.passTime(HOUR);
    await world.run();
    rail.finishTaken();
    await world.passTime(HOUR);
    await world.run();
  }
  await world.run();

  const movement = await world.movement(movementId);
  expect({ state: movement.state, own: world.balance(own), atRail: rail.balance() }).toEqual({
    ...{ state: course.ends, own: course.own, atRail: course.atRail },
  });
  expect(world.ledger.total(({ kind }) => kind === 'clearing')).toBe(0n);
  expect(world.ledger.total(() => true)).toBe(0n);
  expect([...world.ledger.state.holds.values()].every(({ state }) => state !== 'pending')).toBe(true);
  return { died: life.dead };
}

describe('a process that dies', () => {
  it.each(COURSES)(
    'before or after any await of: $name',
    async (course) => {
      let deaths = 0;
      for (let place = 0; ; place += 1) {
        const life = new Life(place);
        const { died } = await liveThrough(course, `${course.name}-${place}`, life).catch((error: unknown) => {
          throw new Error(`${course.name}: death at ${place}`, { cause: error });
        });
        if (!died) break;
        deaths += 1;
      }
      expect(deaths).toBeGreaterThan(30);
    },
    240_000,
  );
});
