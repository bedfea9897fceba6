import { z } from 'zod';
import { dataClass, jurisdictionName } from './source/scalars.js';

const text = z.string();
const count = z.int().min(0);
const flagValue = z.union([z.boolean(), z.string(), z.number()]);

const expose = z.strictObject({
  callers: z.array(
    z.strictObject({ service: text, paths: z.array(text), rpcs: z.array(text), idempotencyKey: z.boolean() }),
  ),
  public: z.array(
    z.strictObject({
      host: text,
      path: text,
      methods: z.array(text),
      waf: z.enum(['standard', 'strict']),
      rateLimit: z.strictObject({ requests: count, periodSeconds: count }),
      anonymous: z.boolean(),
      strangles: z.strictObject({ service: text, cohort: count }).nullable(),
    }),
  ),
});

const postgres = z.strictObject({
  version: text,
  size: z.enum(['small', 'medium', 'large']),
  storageMib: count,
  sharding: z.strictObject({ by: text, shards: count }).nullable(),
  ha: z.enum(['none', 'multi-zone']),
  backup: z.strictObject({ pitrHours: z.number() }),
  pooler: z.strictObject({
    mode: z.enum(['transaction', 'session']),
    instances: count,
    poolSize: count,
    connectionsPerReplica: count,
  }),
  cdc: z.strictObject({ tables: z.array(text), via: z.enum(['direct', 'pooler']) }).nullable(),
  deletionProtection: z.boolean(),
  protectedFields: z.array(text),
});

const sli = z.union([
  z.strictObject({ kind: z.literal('errors'), of: z.enum(['http-5xx', 'grpc-errors']) }),
  z.strictObject({ kind: z.literal('latency'), underMs: z.number() }),
  z.strictObject({ kind: z.literal('processing'), underMs: z.number() }),
]);

/** One service of one environment: complete values in the definition's own shape, units in the names, names derived. */
export const resolvedServiceSchema = z.strictObject({
  name: text,
  metadata: z.strictObject({
    owner: text,
    system: text,
    description: text,
    lifecycle: z.enum(['experimental', 'production', 'deprecated']),
  }),
  tier: z.literal([0, 1, 2, 3]),
  oncall: z.strictObject({ schedule: text, slack: text, runbook: text }),
  compliance: z.strictObject({
    dataClass,
    pciScope: z.enum(['none', 'connected', 'cde']),
    residency: z.array(jurisdictionName),
    retention: z.strictObject({ minDays: z.number(), maxDays: z.number() }),
  }),
  recovery: z.strictObject({ rtoSeconds: z.number(), rpoSeconds: z.number() }).nullable(),
  locations: z.array(text),
  runtime: z.strictObject({
    image: z.strictObject({ repository: text, digest: text, reference: text }),
    ports: z.strictObject({
      http: z.strictObject({ port: count, protocol: z.enum(['http', 'http2', 'grpc']) }),
      metrics: z.strictObject({ port: count, protocol: z.literal('http') }),
    }),
    resources: z.strictObject({ cpuMillicores: count, memoryMib: count }),
    health: z.strictObject({ startup: text, readiness: text, liveness: text }),
    terminationGraceSeconds: z.number(),
  }),
  scaling: z.strictObject({
    min: count,
    max: count,
    metrics: z.array(z.strictObject({ resource: z.enum(['cpu', 'memory']), percent: z.number() })),
    pdb: z.strictObject({ maxUnavailable: count }),
  }),
  capacity: z
    .strictObject({
      requestsPerTransaction: z.number(),
      requestsPerSecondPerReplica: z.number(),
      cpuPerRequestMs: z.number(),
      source: text,
    })
    .nullable(),
  expose,
  calls: z.array(z.strictObject({ target: text, kind: z.enum(['service', 'external']), critical: z.boolean() })),
  resilience: z.strictObject({
    timeoutMs: z.number(),
    retries: z.strictObject({ attempts: count, perTryTimeoutMs: z.number(), on: z.array(text) }),
    circuitBreaker: z.strictObject({
      maxConnections: count,
      maxPending: count,
      consecutive5xx: count,
      ejectForMs: z.number(),
      maxEjectionPercent: count,
    }),
  }),
  data: z.strictObject({
    postgres: postgres.nullable(),
    redis: z
      .strictObject({
        memoryMib: count,
        persistence: z.enum(['none', 'snapshot', 'append-only']),
        eviction: z.enum(['noeviction', 'allkeys-lru', 'volatile-lru', 'volatile-ttl']),
      })
      .nullable(),
  }),
  kafka: z.strictObject({
    produces: z.array(text).describe('topic names; their settings stand under topics'),
    consumes: z.array(
      z.strictObject({
        topic: text,
        group: text,
        schema: z.enum(['json', 'avro', 'protobuf']),
        maxLag: count,
        deadLetter: text.nullable(),
      }),
    ),
  }),
  secrets: z.array(
    z.strictObject({
      name: text,
      path: text,
      env: text,
      rotateDays: z.number(),
      remoteKeys: z.record(text, text).describe('location → key in its secret manager'),
    }),
  ),
  flags: z.array(z.strictObject({ key: text, value: flagValue, owner: text, expires: text })),
  slo: z
    .strictObject({
      windowDays: z.number(),
      objectives: z.array(
        z.strictObject({
          name: text,
          target: z.number(),
          sli,
          ownBudgetPercent: z.number(),
          minRequestsPerHour: count.nullable(),
        }),
      ),
    })
    .nullable(),
  rollout: z.strictObject({
    strategy: z.enum(['canary', 'blue-green']),
    steps: z.array(z.strictObject({ weight: count, holdSeconds: z.number() })),
    analysis: z
      .strictObject({
        use: z.array(text),
        compareTo: z.enum(['stable', 'objective']),
        minSamples: count,
        onNoData: z.enum(['pause', 'fail']),
      })
      .nullable(),
    freeze: z.array(z.strictObject({ schedule: text, durationSeconds: z.number(), timezone: text })),
    gates: z.record(text, z.enum(['traffic', 'synthetic-probe'])).describe('location → what the analysis can rely on'),
  }),
  exceptions: z.array(z.strictObject({ policy: text, reason: text, ticket: text })),
  derived: z.strictObject({
    namespace: text,
    serviceAccount: text,
    principal: text,
    host: text.describe('cluster-internal host name'),
    nodePool: z.enum(['general', 'card-data']),
    cloudIdentity: z.record(text, text).describe('location → AWS role name or Google service account'),
  }),
});
