import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kit/src/database/database.js';
import { movementDatabase, World } from '../../testing/movements/movement-world.js';
import { SimulatedRail } from '../../testing/movements/simulated-rail.js';
import { claimMovement, dueMovements, Fenced, seizeMovement, STEP, writeChange } from './movement-store.js';
import { LEASE_MS, runMovement } from './run-movement.js';
import { startMovements } from './start-movements.js';
import { transition } from './transition.js';

let database: Database;
beforeAll(async () => {
  database = await movementDatabase();
});
afterAll(() => database.close());

const bank = { rail: 'bank', instrument: 'token', currency: 'USD', amount: 700n };

async function started(key: string, rail = new SimulatedRail('bank', () => 'execute')) {
  const world = new World(database, 'here', [rail]);
  const from = await world.openAccount(1, 1_000n);
  const { movementId } = await world.start({ ...bank, kind: 'withdrawal', from }, key);
  const [due] = (await dueMovements(database, 10)).filter(({ movement_id }) => movement_id === movementId);
  if (due === undefined) throw new Error('not due');
  return { world, rail, from, movementId, due };
}

describe('fencing', () => {
  it('one of many takes a movement in hand; it is free again when the lease is over', async () => {
    const { world, due } = await started('fence-1');
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimMovement(database, due, LEASE_MS)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await dueMovements(database, 10)).toEqual([]);
    await world.passTime(LEASE_MS);
    expect(await dueMovements(database, 10)).toHaveLength(1);
    await world.run();
  });

  it('a zombie that wakes after its lease changes nothing', async () => {
    const { world, rail, from, movementId, due } = await started('fence-2');
    const zombie = await claimMovement(database, due, LEASE_MS);
    if (zombie === undefined) throw new Error('not claimed');
    await world.passTime(LEASE_MS);
    await world.run();
    const before = await world.movement(movementId);
    const stale = transition(
      zombie.movement,
      { is: 'refused', problem: { code: 'zombie', detail: '' } },
      false,
      world.parts.limits,
    );
    await expect(database.transaction((sql) => writeChange(sql, zombie.movement, stale, STEP))).rejects.toThrow(Fenced);
    expect(await world.movement(movementId)).toEqual(before);
    expect(before.state).toBe('completed');
    expect([world.balance(from), rail.executed.size]).toEqual([300n, 1]);
  });

  it('a process that stood still for longer than its lease does not touch the world', async () => {
    const { world, rail, due } = await started('fence-3');
    let now = 0;
    const clock = { ...world.parts.clock, monotonicMs: () => (now += LEASE_MS) };
    await runMovement({ ...world.parts, clock }, due);
    expect(rail.executed.size).toBe(0);
    expect([...world.ledger.state.holds.values()]).toEqual([]);
    await world.passTime(LEASE_MS);
    await world.run();
  });

  it('a location without the lease of its home touches neither rows nor rails', async () => {
    const { world, rail, movementId, due } = await started('fence-lease');
    const before = await world.movement(movementId);
    await runMovement({ ...world.parts, lease: { currentEpoch: () => undefined } }, due);
    const lost = [1n, undefined];
    await runMovement({ ...world.parts, lease: { currentEpoch: () => lost.shift() } }, due);
    expect(rail.executed.size).toBe(0);
    expect((await world.movement(movementId)).state).toBe(before.state);
    await world.passTime(LEASE_MS);
    await world.run();
  });

  it('a message or a person fences the runner off', async () => {
    const { world, movementId, due } = await started('fence-4');
    const runner = await claimMovement(database, due, LEASE_MS);
    const person = await seizeMovement(database, movementId);
    expect(person?.fence).toBe((runner?.movement.fence ?? 0n) + 1n);
    await world.passTime(LEASE_MS);
    await world.run();
  });
});

describe('the runner', () => {
  it('finds what is due, wakes when told, and stops when asked', async () => {
    const { world, movementId } = await started('runner-1');
    const running = startMovements(world.parts, { pollMs: 5 });
    const until = performance.now() + 5_000;
    while ((await world.movement(movementId)).state !== 'completed' && performance.now() < until) {
      running.wake();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await running.stop();
    expect((await world.movement(movementId)).state).toBe('completed');
  });
});
