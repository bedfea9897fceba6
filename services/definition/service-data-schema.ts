import { z } from 'zod';
import { dataClass, dnsLabel, duration, memory, topicName } from './source/scalars.js';

const count = z.int().min(1);

const postgres = z.strictObject({
  version: z.enum(['15', '16', '17']),
  size: z.enum(['small', 'medium', 'large']).describe('a size of the environment'),
  storage: memory.optional().describe('initial volume of one instance'),
  sharding: z
    .strictObject({
      by: z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'a column such as book_id' }),
      shards: z.int().min(2).max(128),
    })
    .optional()
    .describe('Citus distribution column'),
  ha: z.enum(['none', 'multi-zone']).optional(),
  backup: z.strictObject({ pitr: duration }).optional().describe('window of point-in-time recovery'),
  pooler: z
    .strictObject({
      mode: z.enum(['transaction', 'session']),
      instances: count.max(12),
      poolSize: count.max(500).describe('server connections of one PgBouncer'),
      connectionsPerReplica: count.max(100).describe('client connections of one service replica'),
    })
    .optional(),
  cdc: z
    .strictObject({
      tables: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'a table such as outbox' })).min(1),
      via: z.enum(['direct', 'pooler']).optional(),
    })
    .optional()
    .describe('tables captured by logical decoding'),
  deletionProtection: z.boolean().optional(),
  protectedFields: z
    .array(z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, { error: 'table.column, such as users.email' }))
    .optional()
    .describe('table.column encrypted or tokenised by the service before storage'),
});

const redis = z.strictObject({
  memory,
  persistence: z.enum(['none', 'snapshot', 'append-only']).optional(),
  eviction: z.enum(['noeviction', 'allkeys-lru', 'volatile-lru', 'volatile-ttl']).optional(),
});

const produces = z.strictObject({
  topic: topicName,
  partitions: z.int().min(1).max(200),
  retention: duration,
  schema: z.enum(['json', 'avro', 'protobuf']),
  compatibility: z.enum(['BACKWARD', 'FORWARD', 'FULL']),
  dataClass,
  replicate: z.boolean().describe('mirrored to the other locations of the jurisdiction'),
});

const consumes = z.strictObject({
  topic: topicName,
  group: dnsLabel,
  schema: z.enum(['json', 'avro', 'protobuf']).optional(),
  maxLag: count.describe('records behind before the owner is alerted'),
  dlq: z.boolean().describe('a dead-letter topic takes poison messages'),
});

/** The stores of a service. */
export const data = z.strictObject({ postgres: postgres.optional(), redis: redis.optional() });

/** The topics a service writes and reads. */
export const kafka = z.strictObject({
  produces: z.array(produces).optional(),
  consumes: z.array(consumes).optional(),
});
