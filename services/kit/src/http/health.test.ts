import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHealthChecks } from './health.js';

test('a check that throws, rejects or stays silent has failed', async () => {
  const health = createHealthChecks([
    { name: 'works', check: () => Promise.resolve(true) },
    {
      name: 'throws',
      check: () => {
        throw new Error('no');
      },
    },
    { name: 'rejects', check: () => Promise.reject(new Error('no')) },
    { name: 'silent', check: () => new Promise<boolean>(() => undefined) },
  ]);
  health.started();
  const { healthy, checks } = await health.readiness();
  expect(healthy).toBe(false);
  expect(checks).toEqual({ works: true, throws: false, rejects: false, silent: false });
});

test('many who ask share one look', async () => {
  let looks = 0;
  const health = createHealthChecks([
    {
      name: 'database',
      check: () => {
        looks += 1;
        return true;
      },
    },
  ]);
  health.started();
  await Promise.all(Array.from({ length: 100 }, () => health.readiness()));
  expect(looks).toBe(1);
  await sleep(510);
  await health.readiness();
  expect(looks).toBe(2);
});

test('a program that stops does not start again', async () => {
  const health = createHealthChecks();
  health.stopping();
  health.started();
  expect(await health.readiness()).toEqual({ healthy: false, checks: { stopping: false } });
});
