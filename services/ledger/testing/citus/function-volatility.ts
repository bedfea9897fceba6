import type { Database } from '../../../kit/src/database/database.js';

/** Says how much a function may change its answer; of several with one name, the most that any of them may. */
export type Volatility = (name: string) => 'immutable' | 'stable' | 'volatile';

/** Asks PostgreSQL's catalogue. A name that it does not know counts as volatile. */
export async function functionVolatility(database: Database): Promise<Volatility> {
  const rows = await database.query<{ name: string; volatility: string }>(
    `SELECT proname AS name, CASE WHEN bool_or(provolatile = 'v') THEN 'volatile' WHEN bool_or(provolatile = 's') THEN 'stable'
       ELSE 'immutable' END AS volatility FROM pg_proc GROUP BY proname`,
  );
  const known = new Map(rows.map(({ name, volatility }) => [name, volatility]));
  return (name) => {
    const volatility = known.get(name);
    return volatility === 'immutable' || volatility === 'stable' ? volatility : 'volatile';
  };
}
