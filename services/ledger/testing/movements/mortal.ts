import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import type { MovementParts } from '../../src/movements/movement-parts.js';
import type { PaymentRail } from '../../src/rails/payment-rail.js';

/** The process is dead: nothing it asks for happens any more. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** A life that ends at the n-th crossing from the process to the world, before or after what was asked for has happened. */
export class Life {
  crossings = 0;
  dead = false;

  constructor(private readonly endsAt: number) {}

  /** Two ends for each crossing: an even number dies before it happens, an odd one after. */
  async cross<T>(work: () => Promise<T>): Promise<T> {
    const place = this.crossings;
    this.crossings += 2;
    this.dieAt(place);
    try {
      return await work();
    } finally {
      this.dieAt(place + 1);
    }
  }

  private dieAt(place: number): void {
    if (place === this.endsAt) this.dead = true;
    if (this.dead) throw new Death(`died at ${place}`);
  }
}

/** Parts through which every await that leaves the process passes one life. */
export function mortal(parts: MovementParts, life: Life): MovementParts {
  const executor = (sql: SqlExecutor): SqlExecutor => ({
    ...sql,
    query: (statement, parameters, name) => life.cross(() => sql.query(statement, parameters, name)),
  });
  const database: Database = {
    ...parts.database,
    ...executor(parts.database),
    transaction: (work, options) => life.cross(() => parts.database.transaction((sql) => work(executor(sql)), options)),
  };
  const rail = (one: PaymentRail): PaymentRail => ({
    name: one.name,
    submit: (instruction) => life.cross(() => one.submit(instruction)),
    status: (reference) => life.cross(() => one.status(reference)),
  });
  const { journal, records } = parts;
  return {
    ...parts,
    database,
    journal: { ...journal, submit: (command, options) => life.cross(() => journal.submit(command, options)) },
    records: {
      ...records,
      account: (id) => life.cross(() => records.account(id)),
      facts: (id) => life.cross(() => records.facts(id)),
      transfer: (id) => life.cross(() => records.transfer(id)),
    },
    rails: new Map([...parts.rails].map(([name, one]) => [name, rail(one)])),
  };
}
