import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { silentLogger } from '../logging/logger.js';
import { takeTurns } from './take-turns.js';

it('visits what is left of an item first, goes round, and passes over what fails until the next round', async () => {
  const visits: string[] = [];
  let rounds = 0;
  let done: () => void = () => undefined;
  const twice = new Promise<void>((resolve) => (done = resolve));
  const role = takeTurns({
    name: 'test',
    logger: silentLogger(),
    roundMs: 3,
    items: () => {
      rounds += 1;
      if (rounds === 3) done();
      return Promise.resolve(rounds > 2 ? [] : ['long', 'broken', 'short']);
    },
    visit: (item) => {
      visits.push(item);
      if (item === 'broken') return Promise.reject(new Error('cannot be done'));
      return Promise.resolve(item === 'long' ? 'rest of long' : undefined);
    },
  });
  await twice;
  await role.stop();
  const round = ['long', 'rest of long', 'broken', 'short'];
  expect(visits).toEqual([...round, ...round]);
});

it('spreads its visits over the round and stops in the middle of it', async () => {
  let visits = 0;
  const role = takeTurns({
    name: 'test',
    logger: silentLogger(),
    roundMs: 60_000,
    items: () => Promise.resolve([1, 2, 3]),
    visit: () => {
      visits += 1;
      return Promise.resolve(undefined);
    },
  });
  await delay(50);
  await role.stop();
  expect(visits).toBe(1);
});
