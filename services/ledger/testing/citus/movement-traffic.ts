import type { Database } from '../../../kit/src/database/database.js';
import { listMovements, movementActions } from '../../src/movements/movement-reads.js';
import { operateMovement } from '../../src/movements/operate-movement.js';
import { World } from '../movements/movement-world.js';
import { SimulatedRail } from '../movements/simulated-rail.js';

const HOUR_MS = 3_600_000;
const ROUNDS = 4;

/** Movements of every kind, also one that a person ends; both homes live in one database. */
export async function moveBetweenHomes(database: Database, home: string): Promise<void> {
  const rail = new SimulatedRail('bank', ({ operation }) => (operation === 'collect' ? 'execute' : 'delay'));
  const here = new World(database, home, [rail], ['west']);
  const there = new World(database, 'west', [rail], [home]);
  const from = await here.openAccount(1, 1_000n);
  const to = await there.openAccount(2);
  const money = { currency: 'USD', amount: 100n } as const;
  const bank = { rail: 'bank', instrument: 'token' } as const;
  await here.start({ ...money, ...bank, kind: 'deposit', to: from }, 'deposit');
  // The same request again finds what the first one started.
  await here.start({ ...money, ...bank, kind: 'deposit', to: from }, 'deposit');
  const late = await here.start({ ...money, ...bank, kind: 'withdrawal', from }, 'withdrawal');
  await here.start({ ...money, kind: 'transfer', from, to, toHome: 'west' }, 'transfer');
  for (let round = 0; round < ROUNDS; round += 1) {
    await here.run();
    const events = [...(await here.takeOutbox())];
    for (const event of events) for (const world of [here, there]) await world.receive(event);
    await here.passTime(HOUR_MS);
  }
  rail.finishTaken();
  await here.passTime(HOUR_MS);
  await here.run();
  await operateMovement(here.parts, late.movementId, { action: 'resolve', operator: 'ada', note: 'paid by hand' });
  await listMovements(database, { state: 'completed', kind: undefined, after: undefined, limit: 10 });
  await here.movement(late.movementId);
  await movementActions(database, late.movementId);
}
