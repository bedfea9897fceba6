import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { silentLogger } from '../logging/logger.js';
import type { Role } from './role.js';
import { createRunningRoles } from './running-roles.js';

const stopped: string[] = [];
const role = (name: string, stop: () => Promise<void> = () => Promise.resolve()): Role => ({
  name,
  stop: async () => {
    await stop();
    stopped.push(name);
  },
});

const rolesOf = (...parts: readonly Role[]) => {
  stopped.length = 0;
  const roles = createRunningRoles(silentLogger());
  for (const part of parts) roles.add(part);
  return roles;
};

test('parts stop one after the other, the last started first', async () => {
  const roles = rolesOf(
    role('database'),
    role('lanes', () => sleep(20)),
    role('http', () => sleep(30)),
  );
  expect(await roles.stop(1_000)).toEqual([]);
  expect(stopped).toEqual(['http', 'lanes', 'database']);
});

test('a part that fails does not keep the others', async () => {
  const roles = rolesOf(
    role('database'),
    role('consumer', () => Promise.reject(new Error('gone'))),
    role('http'),
  );
  expect(await roles.stop(1_000)).toEqual(['consumer']);
  expect(stopped).toEqual(['http', 'database']);
});

test('a part that hangs takes no more than the one deadline; the rest is still told', async () => {
  const roles = rolesOf(
    role('database'),
    role('consumer', () => sleep(10_000, undefined, { ref: false })),
    role('http', () => sleep(10)),
  );
  const startedMs = performance.now();
  expect(await roles.stop(100)).toContain('consumer');
  expect(performance.now() - startedMs).toBeLessThan(500);
  await sleep(1);
  expect(stopped).toEqual(['http', 'database']);
});

test('stopping twice is stopping once, and nothing starts any more', async () => {
  const roles = rolesOf(role('http'));
  const [first, second] = await Promise.all([roles.stop(100), roles.stop(100)]);
  expect([first, second, stopped]).toEqual([[], [], ['http']]);
  expect(() => roles.add(role('late'))).toThrow('late was started while the program stops');
});
