import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { busContract, numberedEvent } from '../../testing/bus-contract.js';
import type { Subscription } from '../events/event.js';
import { silentLogger } from '../logging/logger.js';
import { createMemoryBus } from './memory-bus.js';

const bus = createMemoryBus(silentLogger());

describe('the bus in memory', () => {
  busContract({ bus: () => bus, createTopic: () => Promise.resolve(), withinMs: 5_000 });
});

describe('the bus in memory alone', () => {
  const subscription = (topic: string, handle: Subscription['handle']): Subscription => ({
    ...{ group: 'group', topic, deadLetter: null, attempts: 1, handle },
  });

  it('keeps what a slow consumer has not seen, and the newest for whoever comes late', async () => {
    const own = createMemoryBus(silentLogger());
    const many = 3_000;
    let seen = 0;
    await own.subscribe(
      subscription('many', async () => {
        seen += 1;
        if (seen === 1) await delay(50);
      }),
    );
    for (let n = 1; n <= many; n += 1) await own.publish([numberedEvent('many', 'a', n)]);
    await own.settled();
    expect(seen).toBe(many);
    await own.publish([numberedEvent('many', 'a', many + 1)]);
    const late: string[] = [];
    await own.subscribe({
      ...subscription('many', ({ event }) => Promise.resolve(void late.push(event.subject))),
      group: 'late',
    });
    await own.settled();
    expect(late).toHaveLength(1_000);
    expect(late.at(-1)).toBe(`a-${many + 1}`);
    await own.close();
  });

  it('is settled when what followed from an event was handled too', async () => {
    const own = createMemoryBus(silentLogger());
    const handled: string[] = [];
    await own.subscribe(
      subscription('first', async ({ event }) => {
        await delay(5);
        await own.publish([numberedEvent('second', event.partitionkey, 2)]);
      }),
    );
    await own.subscribe(
      subscription('second', async ({ event }) => {
        await delay(5);
        handled.push(event.subject);
      }),
    );
    await own.publish([numberedEvent('first', 'a', 1)]);
    await own.settled();
    expect(handled).toEqual(['a-2']);
    await own.close();
  });
});
