import { metrics } from '@opentelemetry/api';
import type { Database } from '../../../kit/src/database/database.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { METER_NAME } from '../../../kit/src/telemetry/histograms.js';
import { repeat } from '../../../kit/src/timing/repeat.js';

/** Finished movements are counted for as long as they are recent; the rest of them would only slow the count. */
export const MOVEMENT_COUNTS = `SELECT kind, state, count(*) AS movements,
    coalesce(max(extract(epoch FROM now() - created_at)), 0)::float8 AS oldest_seconds
  FROM ledger.movements
  WHERE state NOT IN ('completed', 'failed', 'resolved') OR updated_at > now() - interval '1 hour' GROUP BY kind, state`;

interface CountRow {
  readonly kind: string;
  readonly state: string;
  readonly movements: bigint;
  readonly oldest_seconds: number;
}

const FINISHED = new Set(['completed', 'failed', 'resolved', 'watching']);

/** Reports movements by kind and state, the oldest unfinished one, and those that wait for a person. */
export function startMovementMetrics(database: Database, logger: Logger, everyMs = 10_000): Role {
  const meter = metrics.getMeter(METER_NAME);
  const counts = meter.createObservableGauge('finflow_ledger_movements', {
    description: 'Movements by kind and state; finished ones of the last hour',
  });
  const oldest = meter.createObservableGauge('finflow_ledger_movements_oldest_unfinished_seconds', {
    description: 'Age of the oldest movement that is not finished',
  });
  const parked = meter.createObservableGauge('finflow_ledger_movements_parked', {
    description: 'Movements that wait for a person',
  });
  let rows: readonly CountRow[] = [];
  counts.addCallback((result) => {
    for (const { kind, state, movements } of rows) result.observe(Number(movements), { kind, state });
  });
  oldest.addCallback((result) => {
    const unfinished = rows.filter(({ state }) => !FINISHED.has(state)).map(({ oldest_seconds }) => oldest_seconds);
    result.observe(Math.max(0, ...unfinished));
  });
  parked.addCallback((result) => {
    const waiting = rows.filter(({ state }) => state === 'parked').map(({ movements }) => Number(movements));
    result.observe(waiting.reduce((sum, count) => sum + count, 0));
  });
  return repeat({
    name: 'movement metrics',
    idleMs: everyMs,
    logger,
    work: async () => {
      rows = await database.query<CountRow>(MOVEMENT_COUNTS, [], 'movements-counts');
      return false;
    },
  });
}
