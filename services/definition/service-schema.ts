import { z } from 'zod';
import { data, kafka } from './service-data-schema.js';
import { rollout, slo } from './service-reliability-schema.js';
import {
  cpu,
  dataClass,
  digest,
  dnsLabel,
  duration,
  environmentName,
  environmentVariable,
  httpPath,
  isoDate,
  jurisdictionName,
  memory,
  methodAndPath,
  requestRate,
  rpcName,
} from './source/scalars.js';

const count = z.int().min(1);
const percent = z.number().gt(0).lte(100);

const resources = z.strictObject({
  cpu: cpu.describe('CPU request and limit of one replica, in cores or thousandths'),
  memory: memory.describe('memory request and limit of one replica'),
});

const scaling = z.strictObject({
  min: z.int().min(1).max(500).optional().describe('fewest replicas in each location'),
  max: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('most replicas in each location; sized for 100 % load on the surviving cloud'),
  metrics: z
    .array(z.union([z.strictObject({ cpu: percent }), z.strictObject({ memory: percent })]))
    .min(1)
    .optional()
    .describe('targets of the HorizontalPodAutoscaler, in percent of the request'),
  pdb: z
    .strictObject({ maxUnavailable: count })
    .optional()
    .describe('how many replicas a voluntary disruption may take'),
});

const metadata = z.strictObject({
  name: dnsLabel.describe('equals the folder; namespace, SPIFFE identity and every derived name'),
  owner: dnsLabel.describe('a squad of services/teams.yaml'),
  system: dnsLabel.optional().describe('the product system the service belongs to'),
  description: z.string().min(10).max(200).optional().describe('one sentence for the catalogue'),
  lifecycle: z.enum(['experimental', 'production', 'deprecated']).optional(),
});

const compliance = z.strictObject({
  dataClass: dataClass.describe('the most sensitive data the service handles'),
  pciScope: z.enum(['none', 'connected', 'cde']).describe('cde: stores or processes card data; connected: talks to it'),
  residency: z.array(jurisdictionName).min(1).describe('jurisdictions whose data it may hold'),
  retention: z.strictObject({ min: duration, max: duration }).describe('how long its records must and may be kept'),
});

const placement = z.partialRecord(
  environmentName,
  z.strictObject({
    locations: z.array(dnsLabel).min(1),
    overrides: z
      .strictObject({
        scaling: scaling.optional(),
        resources: resources.partial().optional(),
        flags: z.record(dnsLabel, z.union([z.boolean(), z.string(), z.number()])).optional(),
      })
      .optional()
      .describe('the only values that may differ between environments'),
  }),
);

const runtime = z.strictObject({
  image: z.strictObject({
    repository: z.string().regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/, {
      error: 'a repository such as registry.finflow.example/ledger',
    }),
    digest,
  }),
  ports: z.strictObject({
    http: z.strictObject({ port: z.int().min(1024).max(65535), protocol: z.enum(['http', 'http2', 'grpc']) }),
    metrics: z.strictObject({ port: z.int().min(1024).max(65535), protocol: z.literal('http') }),
  }),
  resources,
  health: z.strictObject({ startup: httpPath, readiness: httpPath, liveness: httpPath }),
  terminationGrace: duration.optional().describe('time between SIGTERM and SIGKILL'),
});

const capacity = z.strictObject({
  requestsPerTransaction: z.number().positive().describe('requests this service sees for one customer transaction'),
  requestsPerSecondPerReplica: z.number().positive().describe('measured, at the latency objective'),
  cpuPerRequest: duration.describe('CPU time of one request'),
  source: z.string().min(3).describe('the measurement: a folder, a report or a dashboard'),
});

const caller = z.strictObject({
  service: dnsLabel,
  paths: z.array(methodAndPath).min(1).optional(),
  rpcs: z.array(rpcName).min(1).optional(),
  idempotencyKey: z.boolean().optional().describe('the caller sends an Idempotency-Key with every unsafe method'),
});

const publicRoute = z.strictObject({
  host: dnsLabel.describe('logical host; the environment maps it to a host name per jurisdiction'),
  path: httpPath,
  methods: z
    .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']))
    .min(1)
    .optional(),
  waf: z.enum(['standard', 'strict']),
  rateLimit: requestRate.describe('per client address'),
  anonymous: z.boolean().optional().describe('true: reachable without an access token (sign-in, webhooks)'),
  strangles: z
    .strictObject({
      service: dnsLabel.describe('an external of services/externals.yaml'),
      cohort: z.int().min(0).max(100),
    })
    .optional()
    .describe('percentage of users served here; the rest stay on the strangled system'),
});

const call = z.strictObject({
  service: dnsLabel.optional(),
  external: dnsLabel.optional().describe('a name of services/externals.yaml'),
  critical: z.boolean().describe('true: this service cannot answer without it'),
});

const resilience = z.strictObject({
  timeout: duration.optional(),
  retries: z
    .strictObject({
      attempts: z.int().min(0).max(5),
      perTryTimeout: duration,
      on: z.array(z.enum(['connect-failure', 'refused-stream', 'reset', 'gateway-error', '5xx', 'unavailable'])),
    })
    .optional(),
  circuitBreaker: z
    .strictObject({
      maxConnections: count,
      maxPending: count,
      consecutive5xx: count,
      ejectFor: duration,
      maxEjectionPercent: z.int().min(1).max(100),
    })
    .optional(),
});

/** The one schema of services/<name>/service.yaml; types, JSON Schema and checks come from it. */
export const serviceSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Service'),
    metadata,
    tier: z.literal([0, 1, 2, 3]).describe('0 is the most critical; sets the defaults and how strict policy is'),
    oncall: z.strictObject({
      schedule: dnsLabel,
      slack: z.string().regex(/^#[a-z0-9_-]+$/, { error: 'a channel such as "#payments-alerts"' }),
      runbook: z.string().regex(/^docs\/[\w./-]+\.md$/, { error: 'a page such as docs/runbooks/ledger.md' }),
    }),
    compliance,
    recovery: z.strictObject({ rto: duration, rpo: duration }).optional().describe('required for tier 0 and 1'),
    placement,
    runtime,
    scaling: scaling.optional(),
    capacity: capacity.optional(),
    expose: z.strictObject({ callers: z.array(caller).optional(), public: z.array(publicRoute).optional() }).optional(),
    calls: z.array(call).optional(),
    resilience: resilience.optional(),
    data: data.optional(),
    kafka: kafka.optional(),
    secrets: z
      .array(
        z.strictObject({
          name: dnsLabel,
          path: z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/, { error: 'a path such as ledger/database' }),
          env: environmentVariable,
          rotate: duration,
        }),
      )
      .optional()
      .describe('references only; a value never stands here'),
    flags: z
      .array(
        z.strictObject({
          key: dnsLabel,
          default: z.union([z.boolean(), z.string(), z.number()]),
          owner: dnsLabel,
          expires: isoDate,
        }),
      )
      .optional(),
    slo: slo.optional().describe('required for tiers 0 to 2'),
    rollout: rollout.optional(),
    exceptions: z
      .array(
        z.strictObject({
          policy: z.string().regex(/^[A-Z]+-\d{3}$/, { error: 'a rule id such as MESH-001' }),
          reason: z.string().min(20),
          ticket: z.string().regex(/^[A-Z]+-\d+$/, { error: 'a ticket such as SEC-123' }),
        }),
      )
      .optional()
      .describe('asks compliance for a waiver; approves nothing'),
  })
  .meta({ title: 'FinFlow service definition' });

export type ServiceDefinition = z.infer<typeof serviceSchema>;
