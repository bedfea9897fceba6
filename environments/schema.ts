import { z } from 'zod';
import {
  cidr,
  dnsLabel,
  duration,
  environmentName,
  hostname,
  jurisdictionName,
  kubernetesVersions,
  memory,
} from '../services/definition/source/scalars.js';

const fraction = z.number().min(0).max(1);
const count = z.int().min(1);
const email = z.string().regex(/^[^@\s]+@[^@\s]+\.[a-z]+$/, { error: 'an address such as platform@finflow.example' });

const state = z.discriminatedUnion('backend', [
  z.strictObject({
    backend: z.literal('s3'),
    bucket: dnsBucket(),
    region: z.string(),
    kmsKeyAlias: z.string().regex(/^alias\/[\w/-]+$/, { error: 'a key alias such as alias/finflow/state' }),
  }),
  z.strictObject({ backend: z.literal('gcs'), bucket: dnsBucket() }),
  z.strictObject({
    backend: z.literal('local'),
    directory: z.string().regex(/^\.state(\/[\w-]+)*$/, { error: 'a folder under .state' }),
  }),
]);

function dnsBucket(): z.ZodString {
  return z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { error: 'a bucket name such as finflow-production-use1-state' });
}

const account = z.string().regex(/^\d{12}$/, { error: 'the 12 digits of an AWS account, in quotes' });
const ofEachDuty = <S extends z.ZodType>(schema: S) =>
  z.strictObject({ viewer: schema, engineer: schema, 'break-glass': schema });

const awsOrganization = z.strictObject({
  id: z.string().regex(/^o-[a-z0-9]{10,32}$/, { error: 'an organization such as o-a1b2c3d4e5' }),
  trailAccount: account.describe('delegated administrator of CloudTrail: its trail records every account'),
  archiveAccount: account.describe('holds the audit trails, and nobody who works in a location may enter it'),
  identityCenter: z.strictObject({
    account: account.describe('delegated administrator of IAM Identity Center'),
    region: z.string().describe('home region of the instance'),
    instance: z.string().regex(/^ssoins-[0-9a-f]{16}$/, { error: 'an instance such as ssoins-0123456789abcdef' }),
    groups: ofEachDuty(z.string().regex(/^[0-9a-f-]{36}$/, { error: 'the UUID of a group' })),
  }),
});

const gcpOrganization = z.strictObject({
  id: z.string().regex(/^\d{10,13}$/, { error: 'the number of an organization, in quotes' }),
  billingAccount: z
    .string()
    .regex(/^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$/, { error: 'a billing account such as 0A0A0A-0B0B0B-0C0C0C' }),
  archiveProject: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, { error: 'a project such as finflow-archive' })
    .describe('holds the audit trails, and nobody who works in a location may enter it'),
  groups: ofEachDuty(
    z.strictObject({
      email,
      key: z.string().regex(/^[0-9a-z]{10,20}$/, { error: 'the key of a group in the Cloud Identity API' }),
    }),
  ),
});

const organization = z.strictObject({
  securityContact: email.describe('hears of findings and of every use of the break-glass access'),
  aws: awsOrganization.optional(),
  gcp: gcpOrganization.optional(),
});

const nodePool = z.strictObject({
  name: z.enum(['system', 'general', 'card-data']),
  machine: z.string().describe('machine type of the cloud'),
  vcpu: count.describe('virtual CPUs of one machine'),
  memory: memory.describe('memory of one machine'),
  diskGiB: z.int().min(20).max(2000),
  minPerZone: z.int().min(0).max(200),
  maxPerZone: z.int().min(1).max(500),
});

const location = z.strictObject({
  name: dnsLabel,
  cloud: z.enum(['aws', 'gcp']),
  region: z.string().regex(/^[a-z]+-[a-z]+-?\d$/, { error: 'a region such as us-east-1 or europe-west4' }),
  jurisdiction: jurisdictionName,
  account: z.string().optional().describe('12-digit AWS account'),
  project: z.string().optional().describe('Google Cloud project'),
  endpoint: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d+$/, { error: 'a loopback address such as http://127.0.0.1:5555' })
    .optional()
    .describe('AWS API server that replaces the cloud'),
  zones: z.array(z.string()).min(1).max(4).describe('AWS zone ids (use1-az1) or Google Cloud zones (us-central1-a)'),
  share: fraction.describe("part of the jurisdiction's load in normal operation"),
  provisioned: fraction.describe("always up, as a part of the jurisdiction's peak"),
  standby: dnsLabel.optional().describe('location in the other cloud of the same jurisdiction that takes over'),
  asn: z.int().min(64512).max(65534).describe('private BGP number, unique everywhere'),
  addresses: z.strictObject({
    network: cidr.describe('AWS: public and isolated subnets; Google Cloud: nodes'),
    pods: cidr.describe('AWS: private subnets, shared by nodes and pods; Google Cloud: secondary range of pods'),
    services: cidr.describe('Kubernetes service addresses'),
    controlPlane: cidr.optional().describe('Google Cloud: /28 of the control plane'),
  }),
  nodePools: z.array(nodePool).min(1),
  state,
});

const postgresSize = z.strictObject({ cpu: count, memory, storage: memory, maxConnections: count });

/** The one schema of environments/<name>.yaml; types, JSON Schema and checks come from it. */
export const environmentSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Environment'),
    metadata: z.strictObject({ name: environmentName, description: z.string().min(10).max(200) }),
    domain: hostname.describe('zone of every public name'),
    kubernetes: z.strictObject({
      version: z.enum(kubernetesVersions).describe('a version whose add-ons are pinned'),
      releaseChannel: z.enum(['RAPID', 'REGULAR', 'STABLE', 'EXTENDED']),
      adminNetworks: z
        .array(z.strictObject({ name: dnsLabel, cidr }))
        .describe('private networks that may reach the cluster API'),
    }),
    images: z.strictObject({
      registries: z.array(hostname).min(1).describe('the only registries images may come from'),
      signer: z
        .strictObject({ issuer: z.url(), subject: z.string().min(8) })
        .describe('identity that must have signed every image'),
    }),
    delivery: z
      .strictObject({
        repository: z.string().regex(/^https:\/\/[a-z0-9.-]+\/[\w./-]+\.git$/, {
          error: 'a repository such as https://git.finflow.example/finflow/platform.git',
        }),
        signingKeys: z
          .array(z.string().regex(/^[0-9A-F]{16}$/, { error: 'the 16 upper-case hex digits of a GnuPG key id' }))
          .min(1),
        signOn: z
          .strictObject({
            issuer: z.url({ protocol: /^https$/ }).describe('OpenID Connect issuer of the identity provider'),
            clientId: z.string().min(3).describe('public client of Argo CD; sign-on uses PKCE and no secret'),
          })
          .optional()
          .describe('who lets people into Argo CD, with a second factor; absent: nobody signs in'),
      })
      .describe(
        'what Argo CD follows: the repository of rendered manifests and the only keys whose commits it deploys',
      ),
    kafka: z
      .strictObject({
        driver: z.enum(['confluent', 'native']).describe('who runs the brokers; the other one’s sizes wait'),
        confluent: z.strictObject({
          cku: z.int().min(2).max(24).describe('Confluent units of each dedicated cluster; several zones need two'),
        }),
        native: z.strictObject({
          aws: z.strictObject({
            broker: z.string().regex(/^kafka\.m(5|7g)\.\d*x?large$/, { error: 'a broker such as kafka.m7g.large' }),
            brokersPerZone: z.int().min(1).max(10),
            storageGiB: z.int().min(10).max(16384).describe('disk of each broker at the beginning'),
            maxStorageGiB: z.int().min(10).max(16384).describe('how far a disk may grow by itself; it never shrinks'),
          }),
          gcp: z.strictObject({
            vcpu: z.int().min(3).max(1000),
            memory: memory.describe('from 1 to 8 GiB for each vCPU'),
          }),
        }),
      })
      .describe('sizes of the Kafka cluster of each location'),
    data: z.strictObject({
      postgresSizes: z.strictObject({ small: postgresSize, medium: postgresSize, large: postgresSize }),
      maxClientConnections: count,
    }),
    edge: z
      .strictObject({
        accountId: z.string().regex(/^[0-9a-f]{32}$/, { error: '32 hex digits' }),
        zoneId: z.string().regex(/^[0-9a-f]{32}$/, { error: '32 hex digits' }),
        notify: email,
        identityProviderId: z
          .string()
          .regex(/^[0-9a-f-]{36}$/, { error: 'a UUID' })
          .describe('Access identity provider that enforces MFA'),
        adminGroup: z.string().min(3).describe('group of the identity provider for platform engineers'),
        tools: z.array(dnsLabel).describe('admin tools published behind Access, one host name a location'),
      })
      .optional()
      .describe('absent: the environment has no public edge'),
    jurisdictions: z
      .array(
        z.strictObject({
          name: jurisdictionName,
          hosts: z.record(dnsLabel, hostname).describe('logical host → public host name'),
          steering: z.enum(['dynamic_latency', 'geo', 'random', 'off']),
          regionKey: jurisdictionName.optional().describe('Cloudflare region in which TLS must end'),
          peak: z.strictObject({ concurrentUsers: count, transactionsPerSecond: count }),
          typicalLoad: fraction.describe('ordinary load as a part of the peak'),
          state: state.optional().describe('state of the edge stacks'),
          organization: organization
            .optional()
            .describe('what the legal entity of the jurisdiction has above its locations; absent: nothing'),
        }),
      )
      .min(1),
    locations: z.array(location).min(1),
    recovery: z.strictObject({ survives: z.enum(['none', 'zone', 'cloud']), rto: duration, rpo: duration }),
    retention: z.strictObject({
      auditLogs: duration,
      auditLogsHot: duration.describe('immediately searchable'),
      applicationLogs: duration,
      metrics: duration,
      traces: duration,
    }),
    budget: z.strictObject({
      monthlyUsd: count,
      alertPercents: z.array(z.int().min(1).max(200)).min(1),
      notify: email,
    }),
    tags: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_-]*$/, { error: 'a lower-case tag such as cost-center' }),
        z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, { error: 'a lower-case value such as eng-100' }),
      )
      .describe('tags and labels of every resource, beside the derived ones'),
  })
  .meta({ title: 'FinFlow environment' });

export type EnvironmentDefinition = z.infer<typeof environmentSchema>;
export type LocationDefinition = EnvironmentDefinition['locations'][number];
