import { afterAll, expect, it } from 'vitest';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { createMemoryBus, type MemoryBus } from '../../../kit/src/messaging/memory-bus.js';
import { startRelay } from '../../../kit/src/outbox/start-relay.js';
import { movementDatabase, World } from '../../testing/movements/movement-world.js';
import { HOME_CREDIT_TOPICS } from './home-credit-events.js';
import { LEDGER_SCHEMA } from './movement-parts.js';
import { mirroredTopic } from '../../../definition/names.js';
import { startHomeCredits } from './start-home-credits.js';
import { startMovements } from './start-movements.js';

const stops: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const logger = silentLogger();

/** A home with everything that runs in its program: runner, relay, consumers. */
async function home(name: string, peer: string): Promise<{ world: World; bus: MemoryBus }> {
  const database = await movementDatabase();
  const world = new World(database, name, [], [peer]);
  const bus = createMemoryBus(logger);
  stops.push(() => database.close());
  const movements = startMovements(world.parts, { pollMs: 10 });
  const relay = startRelay({ database, bus, schema: LEDGER_SCHEMA, logger, idleMs: 10 });
  const credits = await startHomeCredits(world.parts, bus);
  stops.push(() => Promise.all([movements.stop(), relay.stop(), credits.stop()]));
  return { world, bus };
}

/** As MirrorMaker does: what is published at home appears elsewhere under the home's name. */
const mirror = (from: string, source: MemoryBus, target: MemoryBus): (() => void) =>
  source.tap((event) => {
    const topics: readonly string[] = Object.values(HOME_CREDIT_TOPICS);
    if (topics.includes(event.type)) void target.publish([{ ...event, type: mirroredTopic(from, event.type) }]);
  });

it('money moves between two running homes over mirrored topics', async () => {
  const [east, west] = [await home('east', 'west'), await home('west', 'east')];
  mirror('east', east.bus, west.bus);
  mirror('west', west.bus, east.bus);
  const [from, to] = [await east.world.openAccount(1, 1_000n), await west.world.openAccount(2)];
  const frozen = await west.world.openAccount(2);
  await west.world.change(frozen, 'frozen');
  const request = { kind: 'transfer', from, toHome: 'west', amount: 400n, currency: 'USD' } as const;
  const paid = await east.world.start({ ...request, to }, 'running-1');
  const returned = await east.world.start({ ...request, to: frozen }, 'running-2');
  const stateOf = async (movementId: string) => (await east.world.movement(movementId)).state;
  await expect.poll(() => stateOf(paid.movementId), { timeout: 10_000 }).toBe('completed');
  await expect.poll(() => stateOf(returned.movementId), { timeout: 10_000 }).toBe('failed');
  expect([east.world.balance(from), west.world.balance(to), west.world.balance(frozen)]).toEqual([600n, 400n, 0n]);
  const clearing = ({ world }: { world: World }) => world.ledger.total(({ kind }) => kind === 'clearing');
  expect(clearing(east) + clearing(west)).toBe(0n);
});
