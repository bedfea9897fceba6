import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../kit/src/database/database.js';
import { movementDatabase, World } from '../../testing/movements/movement-world.js';
import { SimulatedRail, type RailMood } from '../../testing/movements/simulated-rail.js';
import { movementActions } from './movement-reads.js';
import { operateMovement } from './operate-movement.js';

let database: Database;
beforeAll(async () => {
  database = await movementDatabase();
});
afterAll(() => database.close());

let count = 0;
function home(...moods: RailMood[]) {
  const rail = new SimulatedRail('bank', () => moods.shift() ?? 'execute');
  const world = new World(database, 'here', [rail]);
  count += 1;
  return { world, rail, key: `movement-${count}` };
}
const bank = { rail: 'bank', instrument: 'token', currency: 'USD', amount: 700n };
const HOUR = 3_600_000;

describe('deposit', () => {
  it('collects, books and credits', async () => {
    const { world, rail, key } = home();
    const to = await world.openAccount(1);
    const { movementId } = await world.start({ ...bank, kind: 'deposit', to }, key);
    await world.run();
    expect(await world.movement(movementId)).toMatchObject({ state: 'completed', problem: null });
    expect([world.balance(to), rail.balance()]).toEqual([700n, 700n]);
  });

  it('fails when the rail declines', async () => {
    const { world, rail, key } = home('decline');
    const to = await world.openAccount(1);
    const { movementId } = await world.start({ ...bank, kind: 'deposit', to }, key);
    await world.run();
    expect(await world.movement(movementId)).toMatchObject({ state: 'failed', problem: { code: 'rail-declined' } });
    expect([world.balance(to), rail.balance()]).toEqual([0n, 0n]);
  });

  it('refunds what cannot be credited', async () => {
    const { world, rail, key } = home();
    const to = await world.openAccount(1, 0n, 500n);
    const { movementId } = await world.start({ ...bank, kind: 'deposit', to }, key);
    await world.run();
    expect(await world.movement(movementId)).toMatchObject({
      state: 'failed',
      problem: { code: 'balance-limit-exceeded' },
    });
    expect([world.balance(to), rail.balance()]).toEqual([0n, 0n]);
    expect(world.ledger.total(({ kind }) => kind === 'clearing')).toBe(0n);
  });

  it('a late collection of a failed deposit waits for a person, who may book it or give it back', async () => {
    for (const [action, balance, collected] of [
      ['retry', 700n, 700n],
      ['compensate', 0n, 0n],
    ] as const) {
      const { world, rail, key } = home('delay', 'lose');
      const to = await world.openAccount(1);
      const { movementId } = await world.start({ ...bank, kind: 'deposit', to }, key);
      await world.run();
      await world.passTime(HOUR);
      await world.run();
      expect(await world.movement(movementId)).toMatchObject({ state: 'watching', problem: { code: 'no-answer' } });
      rail.finishTaken();
      await world.passTime(HOUR);
      await world.run();
      expect(await world.movement(movementId)).toMatchObject({ state: 'parked', problem: { code: 'late-success' } });
      await operateMovement(world.parts, movementId, { action, operator: 'ada', note: 'the bank confirmed' });
      for (let hours = 0; hours < 3; hours += 1) {
        await world.run();
        await world.passTime(HOUR);
      }
      expect([world.balance(to), rail.balance()]).toEqual([balance, collected]);
      expect((await world.movement(movementId)).state).toBe(action === 'retry' ? 'completed' : 'failed');
    }
  });
});

describe('withdrawal', () => {
  it('holds, pays and commits; a silent yes is found by asking', async () => {
    for (const mood of ['execute', 'execute-silently', 'lose'] as const) {
      const { world, rail, key } = home(mood);
      const from = await world.openAccount(1, 1_000n);
      const { movementId } = await world.start({ ...bank, kind: 'withdrawal', from }, key);
      await world.run();
      await world.passTime(60_000);
      await world.run();
      expect((await world.movement(movementId)).state).toBe('completed');
      expect([world.balance(from), rail.balance()]).toEqual([300n, -700n]);
    }
  });

  it('gives the money back when the rail declines, and never asks it without funds', async () => {
    const declined = home('decline');
    const from = await declined.world.openAccount(1, 1_000n);
    const { movementId } = await declined.world.start({ ...bank, kind: 'withdrawal', from }, declined.key);
    await declined.world.run();
    expect((await declined.world.movement(movementId)).state).toBe('failed');
    expect(declined.world.ledger.state.accounts.get(from)).toMatchObject({ posted: 1_000n, held: 0n });

    const poor = home();
    const empty = await poor.world.openAccount(1, 1n);
    const second = await poor.world.start({ ...bank, kind: 'withdrawal', from: empty }, poor.key);
    await poor.world.run();
    expect(await poor.world.movement(second.movementId)).toMatchObject({ problem: { code: 'insufficient-funds' } });
    expect(poor.rail.executed.size).toBe(0);
  });

  it('a payout that succeeds after the void is parked with the facts and charged when a person says so', async () => {
    const { world, rail, key } = home('delay');
    const from = await world.openAccount(1, 1_000n);
    const { movementId } = await world.start({ ...bank, kind: 'withdrawal', from }, key);
    await world.run();
    await world.passTime(HOUR);
    await world.run();
    expect(world.ledger.state.accounts.get(from)).toMatchObject({ posted: 1_000n, held: 0n });
    rail.finishTaken();
    await world.passTime(HOUR);
    await world.run();
    const parked = await world.movement(movementId);
    expect(parked).toMatchObject({ state: 'parked', parkedFrom: 'watching', problem: { code: 'late-success' } });
    expect(parked.facts).toMatchObject({ watching: 'rail-1' });
    const decision = { operator: 'ada', note: 'charge it' };
    await expect(operateMovement(world.parts, movementId, { ...decision, action: 'compensate' })).rejects.toThrow(
      'movement-state-conflict',
    );
    await operateMovement(world.parts, movementId, { ...decision, action: 'retry' });
    await world.run();
    expect((await world.movement(movementId)).state).toBe('completed');
    expect([world.balance(from), rail.balance()]).toEqual([300n, -700n]);
    const actions = await movementActions(database, movementId);
    expect(actions.find(({ action }) => action === 'retry')).toMatchObject({
      actor: 'operator:ada',
      note: 'charge it',
      fromState: 'parked',
      toState: 'charging',
    });
    expect(actions.at(-1)).toMatchObject({ toState: 'completed' });
  });
});

describe('between books', () => {
  it('debits one and credits the other; the clearing accounts net to zero', async () => {
    const { world, key } = home();
    const [from, to] = [await world.openAccount(1, 1_000n), await world.openAccount(2)];
    const { movementId } = await world.start({ kind: 'transfer', from, to, amount: 400n, currency: 'USD' }, key);
    await world.run();
    expect((await world.movement(movementId)).state).toBe('completed');
    expect([world.balance(from), world.balance(to)]).toEqual([600n, 400n]);
    expect(world.ledger.total(({ kind }) => kind === 'clearing')).toBe(0n);
  });

  it('a compensation that is refused again and again is parked, and done once the obstacle is gone', async () => {
    const { world, key } = home();
    const [from, to] = [await world.openAccount(1, 1_000n), await world.openAccount(2)];
    const { movementId } = await world.start({ kind: 'transfer', from, to, amount: 400n, currency: 'USD' }, key);
    await world.change(to, 'frozen');
    const submit = world.parts.journal.submit;
    const freezing = {
      ...world.parts,
      journal: {
        ...world.parts.journal,
        submit: async (command: Parameters<typeof submit>[0]) => {
          const outcome = await submit(command);
          if (command.type === 'post-transfer') await world.change(from, 'frozen');
          return outcome;
        },
      },
    };
    for (let tries = 0; tries < 8; tries += 1) {
      await world.run(freezing);
      await world.passTime(HOUR);
    }
    expect(await world.movement(movementId)).toMatchObject({
      state: 'parked',
      parkedFrom: 'returning',
      problem: { code: 'account-not-open' },
    });
    expect(world.balance(from)).toBe(600n);
    await world.change(from, 'open');
    await operateMovement(world.parts, movementId, { action: 'retry', operator: 'ada', note: 'unfrozen' });
    await world.run();
    expect((await world.movement(movementId)).state).toBe('failed');
    expect(world.balance(from)).toBe(1_000n);
    expect(world.ledger.total(({ kind }) => kind === 'clearing')).toBe(0n);
  });

  it('a person resolves with a note, once', async () => {
    const { world, key } = home();
    const [from, to] = [await world.openAccount(1, 1_000n), await world.openAccount(2)];
    const { movementId } = await world.start({ kind: 'transfer', from, to, amount: 400n, currency: 'USD' }, key);
    const decision = { action: 'resolve', operator: 'ada', note: 'by hand' } as const;
    await expect(operateMovement(world.parts, movementId, decision)).rejects.toThrow('movement-state-conflict');
    await database.query(
      `UPDATE ledger.movements SET state = 'parked', parked_from = 'debiting', due_at = NULL WHERE movement_id = $1`,
      [movementId],
    );
    await operateMovement(world.parts, movementId, decision);
    await expect(operateMovement(world.parts, movementId, decision)).rejects.toThrow('movement-state-conflict');
    expect((await world.movement(movementId)).state).toBe('resolved');
    await expect(database.query(`UPDATE ledger.movement_actions SET actor = 'nobody'`)).rejects.toThrow('append-only');
  });
});

describe('starting', () => {
  it('the same key starts one movement, and another body is refused', async () => {
    const { world, key } = home();
    const to = await world.openAccount(1);
    const ids = await Promise.all([1, 2, 3].map(() => world.start({ ...bank, kind: 'deposit', to }, key)));
    expect(new Set(ids.map(({ movementId }) => movementId)).size).toBe(1);
    await world.run();
    expect(world.balance(to)).toBe(700n);
  });

  it.each([
    ['movement-within-book', 1, undefined],
    ['movement-crosses-jurisdictions', 900, 'euw4'],
    ['account-not-found', 900, undefined],
  ])('refuses %s', async (code, book, toHome) => {
    const { world, key } = home();
    const from = await world.openAccount(1, 1_000n);
    const to = book === 1 ? await world.openAccount(1) : '0199e000-0000-8000-8e10-000000000001';
    await expect(world.start({ kind: 'transfer', from, to, toHome, amount: 1n, currency: 'USD' }, key)).rejects.toThrow(
      code,
    );
  });

  it('refuses a rail that is not connected and another currency', async () => {
    const { world, key } = home();
    const to = await world.openAccount(1);
    await expect(world.start({ ...bank, kind: 'deposit', to, rail: 'pigeon' }, key)).rejects.toThrow(
      'rail-not-connected',
    );
    await expect(world.start({ ...bank, kind: 'deposit', to, currency: 'EUR' }, key)).rejects.toThrow(
      'currency-mismatch',
    );
  });
});
