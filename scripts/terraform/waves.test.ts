import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { platformOf } from '../../stacks/testing/synthesized-stacks.js';
import { locationConflict, schedule } from './waves.js';

const production = platformOf('production');
const stack = (...locations: readonly string[]) => {
  const [first] = production.stacks;
  if (first === undefined) throw new RangeError('production has no stacks');
  return { ...first, locations };
};

describe('stacks that may not change at the same time', () => {
  const conflict = locationConflict(production);

  it.each([
    [['use1'], ['usw2'], true],
    [['use1'], ['use1'], false],
    [['use1'], ['euw4'], false],
    [['use1', 'usc1'], ['use1'], true],
    [[], ['use1'], false],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(conflict(stack(...a), stack(...b))).toBe(expected);
    expect(conflict(stack(...b), stack(...a))).toBe(expected);
  });
});

describe('schedule', () => {
  it('runs as many as allowed, starts nothing once stopped, and waits for what runs', async () => {
    const [started, ended]: [number[], number[]] = [[], []];
    let [running, most] = [0, 0];
    const work = async (item: number): Promise<void> => {
      started.push(item);
      running += 1;
      most = Math.max(most, running);
      await wait(item * 10);
      running -= 1;
      ended.push(item);
    };
    await schedule([1, 2, 3, 4, 5], work, {
      parallel: 2,
      conflict: () => false,
      stopped: () => ended.length >= 2,
    });
    expect({ started, ended, most }).toEqual({ started: [1, 2, 3], ended: [1, 2, 3], most: 2 });
  });
});
