import type { EnvironmentDefinition } from '../../environments/schema.js';
import type { Service } from './platform.js';
import type { ServiceDefinition } from './service-schema.js';
import { durationHours, memoryMib } from './source/units.js';
import { defaultsFor } from './tier-defaults.js';

/** The stores of one service; a database without a written volume takes that of its size. */
export function resolveData(definition: ServiceDefinition, environment: EnvironmentDefinition): Service['data'] {
  return { postgres: resolvePostgres(definition, environment), redis: resolveRedis(definition) };
}

function resolvePostgres(
  { data, tier }: ServiceDefinition,
  environment: EnvironmentDefinition,
): Service['data']['postgres'] {
  const postgres = data?.postgres;
  if (postgres === undefined) return null;
  const defaults = defaultsFor(tier).postgres;
  return {
    version: postgres.version,
    size: postgres.size,
    storageMib: memoryMib(postgres.storage ?? environment.data.postgresSizes[postgres.size].storage),
    sharding: postgres.sharding ?? null,
    ha: postgres.ha ?? defaults.ha,
    backup: { pitrHours: durationHours((postgres.backup ?? defaults.backup).pitr) },
    pooler: postgres.pooler ?? defaults.pooler,
    cdc:
      postgres.cdc === undefined ? null : { tables: postgres.cdc.tables, via: postgres.cdc.via ?? defaults.captureVia },
    deletionProtection: postgres.deletionProtection ?? defaults.deletionProtection,
    protectedFields: postgres.protectedFields ?? [],
  };
}

function resolveRedis({ data, tier }: ServiceDefinition): Service['data']['redis'] {
  const redis = data?.redis;
  if (redis === undefined) return null;
  const defaults = defaultsFor(tier).redis;
  return {
    memoryMib: memoryMib(redis.memory),
    persistence: redis.persistence ?? defaults.persistence,
    eviction: redis.eviction ?? defaults.eviction,
  };
}
