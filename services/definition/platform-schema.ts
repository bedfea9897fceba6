import { z } from 'zod';
import { LAYERS } from './layers.js';
import { APPLICATION_WAVES } from './platform-applications.js';
import { dataClass, environmentName, jurisdictionName } from './source/scalars.js';
import { resolvedServiceSchema } from './resolved-service-schema.js';

const text = z.string();
const count = z.int().min(0);

const state = z.discriminatedUnion('backend', [
  z.strictObject({ backend: z.literal('s3'), bucket: text, region: text, kmsKeyAlias: text }),
  z.strictObject({ backend: z.literal('gcs'), bucket: text }),
  z.strictObject({ backend: z.literal('local'), directory: text }),
]);

const subnet = z.strictObject({
  name: text.describe('<tier>-<zone>'),
  tier: z.enum(['public', 'private', 'isolated', 'nodes']),
  zone: text.describe('AWS zone id; the region for Google Cloud'),
  cidr: text,
});

const nodePool = z.strictObject({
  name: z.enum(['system', 'general', 'card-data']),
  machine: text,
  vcpu: count,
  memoryMib: count,
  diskGiB: count,
  minPerZone: count,
  maxPerZone: count,
  labels: z.record(text, text),
  taints: z.array(z.strictObject({ key: text, value: text, effect: z.enum(['NoSchedule', 'PreferNoSchedule']) })),
});

const locationShape = {
  name: text,
  region: text,
  jurisdiction: jurisdictionName,
  zones: z.array(text),
  share: z.number(),
  provisioned: z.number(),
  standby: text.nullable(),
  asn: count,
  addresses: z.strictObject({ network: text, pods: text, services: text, controlPlane: text.nullable() }),
  subnets: z.array(subnet),
  nodePools: z.array(nodePool),
  state,
  clusterName: text,
  originHost: text.describe('stable name that the cluster publishes and the edge points at'),
};

const location = z.discriminatedUnion('cloud', [
  z.strictObject({ cloud: z.literal('aws'), account: text, endpoint: text.nullable(), ...locationShape }),
  z.strictObject({ cloud: z.literal('gcp'), project: text, ...locationShape }),
]);

const ofEachDuty = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ viewer: schema, engineer: schema, 'break-glass': schema });

const organization = z.strictObject({
  securityContact: text,
  aws: z
    .strictObject({
      id: text,
      trailAccount: text,
      archiveAccount: text,
      identityCenter: z.strictObject({ account: text, region: text, instance: text, groups: ofEachDuty(text) }),
    })
    .nullable(),
  gcp: z
    .strictObject({
      id: text,
      billingAccount: text,
      archiveProject: text,
      groups: ofEachDuty(z.strictObject({ email: text, key: text })),
    })
    .nullable(),
});

const jurisdiction = z.strictObject({
  name: jurisdictionName,
  hosts: z.record(text, text).describe('logical host → public host name'),
  steering: z.enum(['dynamic_latency', 'geo', 'random', 'off']),
  regionKey: jurisdictionName.nullable(),
  peak: z.strictObject({ concurrentUsers: count, transactionsPerSecond: count }),
  typicalLoad: z.number(),
  locations: z.array(text),
  state: state.nullable(),
  organization: organization.nullable(),
});

const edge = z.strictObject({
  accountId: text,
  zoneId: text,
  notify: text,
  identityProviderId: text,
  adminGroup: text,
  tools: z.array(text),
});

const postgresSize = z.strictObject({ cpu: count, memoryMib: count, storageMib: count, maxConnections: count });

const environment = z.strictObject({
  name: environmentName,
  description: text,
  domain: text,
  trustDomain: text,
  kubernetes: z.strictObject({
    version: text,
    releaseChannel: z.enum(['RAPID', 'REGULAR', 'STABLE', 'EXTENDED']),
    adminNetworks: z.array(z.strictObject({ name: text, cidr: text })),
  }),
  images: z.strictObject({ registries: z.array(text), signer: z.strictObject({ issuer: text, subject: text }) }),
  delivery: z.strictObject({
    repository: text,
    signingKeys: z.array(text),
    signOn: z.strictObject({ issuer: text, clientId: text }).nullable(),
  }),
  kafka: z.strictObject({
    driver: z.enum(['confluent', 'native']),
    bootstrap: z.record(text, text).describe('location → host:port'),
    confluent: z.strictObject({ cku: count }),
    native: z.strictObject({
      aws: z.strictObject({ broker: text, brokersPerZone: count, storageGiB: count, maxStorageGiB: count }),
      gcp: z.strictObject({ vcpu: count, memoryMib: count }),
    }),
  }),
  data: z.strictObject({
    postgresSizes: z.strictObject({ small: postgresSize, medium: postgresSize, large: postgresSize }),
    maxClientConnections: count,
  }),
  edge: edge.nullable(),
  recovery: z.strictObject({
    survives: z.enum(['none', 'zone', 'cloud']),
    rtoSeconds: z.number(),
    rpoSeconds: z.number(),
  }),
  retention: z.strictObject({
    auditLogsDays: z.number(),
    auditLogsHotDays: z.number(),
    applicationLogsDays: z.number(),
    metricsDays: z.number(),
    tracesDays: z.number(),
  }),
  budget: z.strictObject({ monthlyUsd: count, alertPercents: z.array(count), notify: text }),
  tags: z.record(text, text),
});

const team = z.strictObject({
  name: text,
  description: text,
  github: text,
  costCenter: text,
  owns: z.array(text),
  services: z.array(text),
});

const external = z.strictObject({
  name: text,
  description: text,
  owner: text,
  hosts: z.array(text),
  port: count,
  protocol: z.enum(['https', 'tls', 'http']),
  kind: z.enum(['third-party', 'internal']),
  availability: z.number(),
  dataClass,
  jurisdictions: z.array(jurisdictionName),
  agreement: z.strictObject({ reference: text, reviewed: text, transferBasis: z.enum(['none', 'adequacy', 'scc']) }),
});

const call = z.strictObject({
  caller: text,
  callee: text,
  kind: z.enum(['service', 'external']),
  critical: z.boolean(),
  principal: text.describe('SPIFFE principal of the caller, without the scheme'),
  operations: z.array(z.strictObject({ methods: z.array(text), path: text })).describe('empty for externals'),
  idempotencyKey: z.boolean(),
});

const topic = z.strictObject({
  name: text,
  kind: z.enum(['event', 'dead-letter']),
  owner: text.describe('the producing service; for dead letters the consuming one'),
  partitions: count,
  retentionHours: z.number(),
  schema: z.enum(['json', 'avro', 'protobuf']),
  compatibility: z.enum(['BACKWARD', 'FORWARD', 'FULL']),
  dataClass,
  replicate: z.boolean(),
  producers: z.array(text),
  consumers: z.array(z.strictObject({ service: text, group: text, maxLag: count })),
  locations: z.array(text),
});

const stack = z.strictObject({
  name: text.describe('<environment>-<scope>-<layer>'),
  layer: z.enum(LAYERS),
  wave: count.describe('deployed after every earlier wave, from 0'),
  scope: text.describe('location, jurisdiction or pair'),
  locations: z.array(text).describe('whose parts it holds'),
  clouds: z.array(z.enum(['aws', 'gcp', 'cloudflare', 'confluent'])),
  path: text,
  stateKey: text,
});

const application = z.strictObject({
  name: text.describe('unique in the environment'),
  location: text,
  application: text.describe('folder under the location'),
  service: text.nullable(),
  team: text,
  wave: z.enum(APPLICATION_WAVES).describe('brought up after every earlier wave is healthy'),
  namespace: text.describe('of objects that name none'),
  path: text,
});

/** The resolved platform: what stacks, charts and policies read. One immutable plain value per environment. */
export const platformSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Platform'),
    environment,
    jurisdictions: z.array(jurisdiction),
    locations: z.array(location),
    teams: z.array(team),
    externals: z.array(external),
    services: z.array(resolvedServiceSchema),
    calls: z.array(call),
    topics: z.array(topic),
    stacks: z.array(stack),
    applications: z.array(application),
    provenance: z
      .record(text, text)
      .describe('path of a value → "<file>:<line>:<column>", "default (<why>)" or "override <file>:<line>:<column>"'),
  })
  .meta({ title: 'FinFlow resolved platform' });
