import { z } from 'zod';

// Only what rules read of the platform file is described here: the engine judges files and shares no code with the
// resolver that wrote them. Keys it does not read are dropped.

const text = z.string();
const texts = z.array(z.string());
const number = z.number();

const state = z.object({
  backend: z.enum(['s3', 'gcs', 'local']),
  bucket: text.optional(),
  region: text.optional(),
  kmsKeyAlias: text.optional(),
});

const location = z.object({
  name: text,
  cloud: z.enum(['aws', 'gcp']),
  region: text,
  jurisdiction: text,
  zones: texts,
  share: number,
  provisioned: number,
  standby: text.nullable(),
  account: text.optional(),
  endpoint: text.nullish(),
  project: text.optional(),
  addresses: z.object({ network: text, pods: text, services: text, controlPlane: text.nullable() }),
  state,
  clusterName: text,
  originHost: text,
});

const organization = z.object({
  aws: z.object({ trailAccount: text, archiveAccount: text }).nullable(),
  gcp: z.object({ archiveProject: text }).nullable(),
});

const jurisdiction = z.object({
  name: text,
  hosts: z.record(text, text),
  steering: text,
  regionKey: text.nullable(),
  peak: z.object({ concurrentUsers: number, transactionsPerSecond: number }),
  locations: texts,
  state: state.nullable(),
  organization: organization.nullable(),
});

const environment = z.object({
  name: text,
  domain: text,
  trustDomain: text,
  kubernetes: z.object({ version: text, adminNetworks: z.array(z.object({ name: text, cidr: text })) }),
  images: z.object({ registries: texts, signer: z.object({ issuer: text, subject: text }) }),
  delivery: z.object({ repository: text }),
  kafka: z.object({ driver: z.enum(['confluent', 'native']), bootstrap: z.record(text, text) }),
  edge: z.object({ accountId: text, zoneId: text, tools: texts }).nullable(),
  recovery: z.object({ survives: z.enum(['none', 'zone', 'cloud']), rtoSeconds: number, rpoSeconds: number }),
  retention: z.object({ auditLogsDays: number, auditLogsHotDays: number, applicationLogsDays: number }),
  budget: z.object({ monthlyUsd: number, alertPercents: z.array(number), notify: text }),
  tags: z.record(text, text),
});

const postgres = z.object({
  version: text,
  size: text,
  ha: z.enum(['none', 'multi-zone']),
  backup: z.object({ pitrHours: number }),
  deletionProtection: z.boolean(),
  protectedFields: texts,
  cdc: z.object({ tables: texts, via: text }).nullable(),
});

const service = z.object({
  name: text,
  metadata: z.object({ owner: text, system: text, lifecycle: text }),
  tier: number,
  oncall: z.object({ schedule: text, slack: text, runbook: text }),
  compliance: z.object({
    dataClass: text,
    pciScope: z.enum(['none', 'connected', 'cde']),
    residency: texts,
    retention: z.object({ minDays: number, maxDays: number }),
  }),
  recovery: z.object({ rtoSeconds: number, rpoSeconds: number }).nullable(),
  locations: texts,
  runtime: z.object({
    image: z.object({ repository: text, digest: text, reference: text }),
    ports: z.object({
      http: z.object({ port: number, protocol: text }),
      metrics: z.object({ port: number, protocol: text }),
    }),
    resources: z.object({ cpuMillicores: number, memoryMib: number }),
  }),
  scaling: z.object({ min: number, max: number }),
  expose: z.object({
    callers: z.array(z.object({ service: text, paths: texts, rpcs: texts })),
    public: z.array(
      z.object({
        host: text,
        path: text,
        methods: texts,
        waf: text,
        rateLimit: z.object({ requests: number, periodSeconds: number }),
        anonymous: z.boolean(),
      }),
    ),
  }),
  calls: z.array(z.object({ target: text, kind: z.enum(['service', 'external']), critical: z.boolean() })),
  data: z.object({
    postgres: postgres.nullable(),
    redis: z.object({ memoryMib: number, persistence: text, eviction: text }).nullable(),
  }),
  kafka: z.object({
    produces: texts,
    consumes: z.array(z.object({ topic: text, group: text, deadLetter: text.nullable() })),
  }),
  secrets: z.array(
    z.object({ name: text, path: text, env: text, rotateDays: number, remoteKeys: z.record(text, text) }),
  ),
  exceptions: z.array(z.object({ policy: text, reason: text, ticket: text })),
  derived: z.object({
    namespace: text,
    serviceAccount: text,
    principal: text,
    host: text,
    nodePool: text,
    cloudIdentity: z.record(text, text),
  }),
});

const external = z.object({
  name: text,
  owner: text,
  hosts: texts,
  port: number,
  protocol: text,
  kind: z.enum(['third-party', 'internal']),
  dataClass: text,
  jurisdictions: texts,
  agreement: z.object({ reference: text, reviewed: text, transferBasis: z.enum(['none', 'adequacy', 'scc']) }),
});

const call = z.object({
  caller: text,
  callee: text,
  kind: z.enum(['service', 'external']),
  critical: z.boolean(),
  principal: text,
  operations: z.array(z.object({ methods: texts, path: text })),
});

const topic = z.object({
  name: text,
  kind: z.enum(['event', 'dead-letter']),
  owner: text,
  partitions: number,
  retentionHours: number,
  dataClass: text,
  replicate: z.boolean(),
  producers: texts,
  consumers: z.array(z.object({ service: text, group: text })),
  locations: texts,
});

/** The part of `dist/platform/<environment>.json` that rules compare artefacts with. */
export const intentSchema = z.object({
  environment,
  jurisdictions: z.array(jurisdiction),
  locations: z.array(location),
  teams: z.array(z.object({ name: text, github: text, costCenter: text, services: texts })),
  externals: z.array(external),
  services: z.array(service),
  calls: z.array(call),
  topics: z.array(topic),
  stacks: z.array(z.object({ name: text, layer: text, scope: text, locations: texts, stateKey: text, path: text })),
  applications: z.array(
    z.object({
      name: text,
      location: text,
      application: text,
      service: text.nullable(),
      team: text,
      path: text,
    }),
  ),
  provenance: z.record(text, text),
});

export type DeclaredPlatform = z.infer<typeof intentSchema>;
export type DeclaredLocation = DeclaredPlatform['locations'][number];
export type DeclaredJurisdiction = DeclaredPlatform['jurisdictions'][number];
export type DeclaredService = DeclaredPlatform['services'][number];
export type DeclaredExternal = DeclaredPlatform['externals'][number];
export type DeclaredCall = DeclaredPlatform['calls'][number];
export type DeclaredTopic = DeclaredPlatform['topics'][number];
