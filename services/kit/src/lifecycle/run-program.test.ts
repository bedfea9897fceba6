import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { createHealthChecks, type HealthChecks } from '../http/health.js';
import { silentLogger } from '../logging/logger.js';
import type { ProcessHost } from './run-program.js';
import { runProgram } from './run-program.js';
import type { RunningRoles } from './running-roles.js';

let signals: EventEmitter;
let exits: number[];
let health: HealthChecks;
let host: ProcessHost;
let events: string[];

beforeEach(() => {
  signals = new EventEmitter();
  exits = [];
  events = [];
  health = createHealthChecks();
  host = { on: (event, listener) => signals.on(event, listener), exit: (code) => exits.push(code) };
});

const run = (start: (roles: RunningRoles) => Promise<void>, stopWithinMs = 1_000): Promise<void> =>
  runProgram({ logger: silentLogger(), health, stopWithinMs, start, host });

const part = (name: string, stop: () => Promise<void> = () => Promise.resolve()) => ({
  name,
  stop: async () => {
    events.push(`${name} while ready: ${String((await health.readiness()).healthy)}`);
    await stop();
  },
});

test('runs until a signal and stops in order, not ready any more', async () => {
  const running = run((roles) => {
    roles.add(part('database'));
    roles.add(part('http'));
    return Promise.resolve();
  });
  await sleep(1);
  expect((await health.readiness()).healthy).toBe(true);
  signals.emit('SIGTERM');
  await running;
  expect(events).toEqual(['http while ready: false', 'database while ready: false']);
  expect(exits).toEqual([0]);
});

test('a second signal leaves at once', async () => {
  void run((roles) => {
    roles.add(part('http', () => sleep(60_000, undefined, { ref: false })));
    return Promise.resolve();
  });
  await sleep(1);
  signals.emit('SIGTERM');
  await sleep(1);
  expect(exits).toEqual([]);
  signals.emit('SIGINT');
  expect(exits).toEqual([1]);
});

test('a part that does not stop in time is no success', async () => {
  const running = run((roles) => {
    roles.add(part('http', () => sleep(60_000, undefined, { ref: false })));
    return Promise.resolve();
  }, 50);
  await sleep(1);
  signals.emit('SIGTERM');
  await running;
  expect(exits).toEqual([1]);
});

test('what failed to start stops what had started', async () => {
  await run((roles) => {
    roles.add(part('database'));
    return Promise.reject(new Error('no broker'));
  });
  expect(events).toEqual(['database while ready: false']);
  expect(exits).toEqual([1]);
  expect(health.startup()).toBe(true);
});

test('a signal while starting stops what has started', async () => {
  const running = run(async (roles) => {
    roles.add(part('database'));
    await sleep(60_000, undefined, { ref: false });
  });
  await sleep(1);
  signals.emit('SIGTERM');
  await running;
  expect(events).toEqual(['database while ready: false']);
  expect(exits).toEqual([0]);
});

test.each(['uncaughtException', 'unhandledRejection'])('%s stops the program and fails', async (event) => {
  const running = run((roles) => {
    roles.add(part('http'));
    return Promise.resolve();
  });
  await sleep(1);
  signals.emit(event, new Error('nobody expected this'));
  await running;
  expect(exits).toEqual([1]);
  expect(events).toHaveLength(1);
});
