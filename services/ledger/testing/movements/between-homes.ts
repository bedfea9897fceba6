import type { Database } from '../../../kit/src/database/database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { World } from './movement-world.js';
import type { SimulatedRail } from './simulated-rail.js';

/** What a bus may do to a message: deliver it now, twice, later (so that others overtake it), or keep it for long. */
export type BusMood = 'deliver' | 'twice' | 'later';

/** Two homes of one jurisdiction and the mirrored topics between them. */
export class TwoHomes {
  readonly east: World;
  readonly west: World;
  private readonly late: { readonly event: DomainEvent; readonly to: World }[] = [];

  constructor(
    [eastDatabase, westDatabase]: readonly [Database, Database],
    rails: readonly SimulatedRail[] = [],
    private readonly moodOf: () => BusMood = () => 'deliver',
  ) {
    this.east = new World(eastDatabase, 'east', rails, ['west']);
    this.west = new World(westDatabase, 'west', rails, ['east']);
  }

  /** Carries what both outboxes hold, as unkindly as the bus likes. */
  async carry(): Promise<void> {
    for (const [from, to] of [
      [this.east, this.west],
      [this.west, this.east],
    ] as const) {
      for (const event of await from.takeOutbox()) await this.deliver(event, to);
    }
  }

  /** Delivers what was held back, newest first. */
  async carryLate(): Promise<void> {
    for (const { event, to } of this.late.splice(0).reverse()) await to.receive(event);
  }

  /** Everything, until nothing moves any more. */
  async settle(rounds = 8): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (const world of [this.east, this.west]) {
        await world.passTime(61_000);
        await world.run();
      }
      await this.carry();
      await this.carryLate();
    }
  }

  /** What both homes' accounts on the way to each other hold together; zero when nothing is on its way. */
  clearing(): bigint {
    return [this.east, this.west].reduce(
      (sum, { ledger }) => sum + ledger.total(({ kind }) => kind === 'clearing'),
      0n,
    );
  }

  private async deliver(event: DomainEvent, to: World): Promise<void> {
    const mood = this.moodOf();
    if (mood === 'later') {
      this.late.push({ event, to });
      return;
    }
    await to.receive(event);
    if (mood === 'twice') await to.receive(event);
  }
}
