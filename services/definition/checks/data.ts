import { defaultsFor } from '../tier-defaults.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { durationHours, durationMs } from '../source/units.js';
import type { CheckContext, LoadedService, Placed } from './check-context.js';
import { replicasOf } from './scaling.js';

/** Connections that operators, replication and monitoring keep for themselves. */
const RESERVED_CONNECTIONS = 20;
const SHORTEST_RECOVERY_HOURS = 24;

/** Databases: capture, backups and connections hold at full load; retention limits are in order. */
export function checkData({ loaded, placements }: CheckContext): Diagnostic[] {
  return [
    ...loaded.services.flatMap((service) => [
      ...checkCapture(service),
      ...checkBackup(service),
      ...checkRetention(service),
    ]),
    ...placements.flatMap(checkConnections),
  ];
}

function checkCapture({ source, definition }: LoadedService): Diagnostic[] {
  const postgres = definition.data?.postgres;
  const mode = (postgres?.pooler ?? defaultsFor(definition.tier).postgres.pooler).mode;
  if (postgres?.cdc?.via !== 'pooler' || mode !== 'transaction') return [];
  return [
    source.diagnose(['data', 'postgres', 'cdc', 'via'], 'value', {
      code: 'cdc-pooler',
      message: 'change data capture needs a session of its own; the pooler is in transaction mode',
      fix: 'write direct',
      allowed: ['direct'],
    }),
  ];
}

function checkBackup({ source, definition }: LoadedService): Diagnostic[] {
  const { recovery, data, tier } = definition;
  if (recovery === undefined || data?.postgres === undefined) return [];
  const { pitr } = data.postgres.backup ?? defaultsFor(tier).postgres.backup;
  if (durationHours(pitr) >= SHORTEST_RECOVERY_HOURS) return [];
  const message = `a backup window of ${pitr} cannot hold the recovery point of ${recovery.rpo} after a mistake found a day later`;
  const fix = 'write 1d or more';
  return [source.diagnose(['data', 'postgres', 'backup', 'pitr'], 'value', { code: 'recovery-backup', message, fix })];
}

function checkRetention({ source, definition }: LoadedService): Diagnostic[] {
  const { min, max } = definition.compliance.retention;
  if (durationMs(min) <= durationMs(max)) return [];
  const message = `records must be kept ${min} and may be kept ${max}`;
  const fix = `lower it to ${max}, or raise max`;
  return [source.diagnose(['compliance', 'retention', 'min'], 'value', { code: 'retention-order', message, fix })];
}

function checkConnections(placed: Placed): Diagnostic[] {
  const { source, definition } = placed.service;
  const postgres = definition.data?.postgres;
  if (postgres === undefined) return [];
  const { data, metadata } = placed.environment.definition;
  const { maxConnections } = data.postgresSizes[postgres.size];
  const pooler = postgres.pooler ?? defaultsFor(definition.tier).postgres.pooler;
  const server = pooler.instances * pooler.poolSize + RESERVED_CONNECTIONS;
  const client = replicasOf(placed).max * pooler.connectionsPerReplica;
  const at = (key: string, message: string, fix: string): Diagnostic =>
    source.diagnose(
      postgres.pooler === undefined ? ['data', 'postgres', 'size'] : ['data', 'postgres', 'pooler', key],
      'value',
      {
        code: 'pooler-connections',
        message,
        fix,
      },
    );
  const largestPool = Math.floor((maxConnections - RESERVED_CONNECTIONS) / pooler.instances);
  const largestShare = Math.floor(data.maxClientConnections / replicasOf(placed).max);
  return [
    ...(server <= maxConnections
      ? []
      : [
          at(
            'poolSize',
            `${pooler.instances} poolers × ${pooler.poolSize} + ${RESERVED_CONNECTIONS} reserved = ${server} connections; size ${postgres.size} in ${metadata.name} has ${maxConnections}`,
            `lower poolSize to ${largestPool}, or choose a larger size`,
          ),
        ]),
    ...(client <= data.maxClientConnections
      ? []
      : [
          at(
            'connectionsPerReplica',
            `${replicasOf(placed).max} replicas × ${pooler.connectionsPerReplica} = ${client} clients; the pooler in ${metadata.name} admits ${data.maxClientConnections}`,
            `lower connectionsPerReplica to ${largestShare}`,
          ),
        ]),
  ];
}
