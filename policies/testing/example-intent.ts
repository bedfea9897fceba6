import type { DeclaredLocation, DeclaredPlatform } from '../engine/intent-schema.js';
import { exampleService } from './example-service.js';

/**
 * A small declared environment for the tests of rules: three locations on two clouds in two jurisdictions, `payments`
 * (connected to card data), `card-vault` (holds card data) and `statements` (neither), which calls `payments`.
 */
export function exampleIntent(): DeclaredPlatform {
  const everywhere = ['use1', 'usc1', 'euw4'];
  return {
    environment: {
      name: 'example',
      domain: 'finflow.example',
      trustDomain: 'example.finflow.example',
      kubernetes: { version: '1.33', adminNetworks: [{ name: 'office-vpn', cidr: '10.250.0.0/20' }] },
      images: {
        registries: ['registry.finflow.example'],
        signer: { issuer: 'https://issuer.example', subject: 'https://signer.example/release' },
      },
      delivery: { repository: 'https://git.finflow.example/platform.git' },
      kafka: { driver: 'confluent', bootstrap: { use1: 'kafka-use1.internal.finflow.example:9092' } },
      edge: { accountId: '0a', zoneId: '0b', tools: ['argocd'] },
      recovery: { survives: 'cloud', rtoSeconds: 900, rpoSeconds: 60 },
      retention: { auditLogsDays: 400, auditLogsHotDays: 90, applicationLogsDays: 30 },
      budget: { monthlyUsd: 1000, alertPercents: [80, 100], notify: 'finance@finflow.example' },
      tags: { Environment: 'example' },
    },
    jurisdictions: [
      {
        name: 'us',
        hosts: { api: 'api.finflow.example' },
        steering: 'dynamic_latency',
        regionKey: null,
        peak: { concurrentUsers: 700, transactionsPerSecond: 7 },
        locations: ['use1', 'usc1'],
        state: { backend: 's3', bucket: 'finflow-example-us', region: 'us-east-1' },
        organization: {
          aws: { trailAccount: '111111111111', archiveAccount: '777777777777' },
          gcp: { archiveProject: 'finflow-example-archive' },
        },
      },
      {
        name: 'eu',
        hosts: { api: 'eu.finflow.example' },
        steering: 'random',
        regionKey: 'eu',
        peak: { concurrentUsers: 300, transactionsPerSecond: 3 },
        locations: ['euw4'],
        state: { backend: 's3', bucket: 'finflow-example-eu', region: 'eu-central-1' },
        organization: null,
      },
    ],
    locations: [
      { ...awsLocation('use1', 'us-east-1', 'us'), standby: 'usc1' },
      { ...gcpLocation('usc1', 'us-central1', 'us'), standby: 'use1' },
      gcpLocation('euw4', 'europe-west4', 'eu'),
    ],
    teams: [{ name: 'payments', github: '@finflow/payments', costCenter: 'cc-100', services: ['payments'] }],
    externals: [],
    services: [
      exampleService({
        name: 'payments',
        owner: 'payments',
        dataClass: 'restricted',
        pciScope: 'connected',
        locations: everywhere,
        protectedFields: [],
      }),
      exampleService({
        name: 'card-vault',
        owner: 'payments',
        dataClass: 'restricted',
        pciScope: 'cde',
        locations: everywhere,
        protectedFields: ['cards.pan'],
      }),
      {
        ...exampleService({
          name: 'statements',
          owner: 'payments',
          dataClass: 'internal',
          pciScope: 'none',
          locations: everywhere,
          protectedFields: [],
        }),
        calls: [{ target: 'payments', kind: 'service', critical: true }],
      },
    ],
    calls: [
      {
        caller: 'statements',
        callee: 'payments',
        kind: 'service',
        critical: true,
        principal: 'example.finflow.example/ns/statements/sa/statements',
        operations: [{ methods: ['GET'], path: '/v1/payments/*' }],
      },
    ],
    topics: [],
    stacks: [],
    applications: [],
    provenance: {
      'locations[use1].name': 'environments/example.yaml:10:5',
      'services[payments].name': 'services/payments/service.yaml:3:13',
      'services[card-vault].name': 'services/card-vault/service.yaml:3:13',
    },
  };
}

const awsLocation = (name: string, region: string, jurisdiction: string): DeclaredLocation => ({
  ...sharedLocation(name, region, jurisdiction),
  cloud: 'aws',
  account: '111111111111',
  endpoint: null,
  state: {
    backend: 's3',
    bucket: `finflow-example-${name}`,
    region,
    kmsKeyAlias: `alias/finflow/example/${name}/state`,
  },
});

const gcpLocation = (name: string, region: string, jurisdiction: string): DeclaredLocation => ({
  ...sharedLocation(name, region, jurisdiction),
  cloud: 'gcp',
  project: `finflow-example-${name}`,
  state: { backend: 'gcs', bucket: `finflow-example-${name}` },
});

const sharedLocation = (name: string, region: string, jurisdiction: string) => ({
  name,
  region,
  jurisdiction,
  zones: [`${region}-a`, `${region}-b`, `${region}-c`],
  share: 0.5,
  provisioned: 0.5,
  standby: null,
  addresses: { network: '10.16.0.0/16', pods: '10.17.0.0/16', services: '10.18.0.0/20', controlPlane: null },
  clusterName: `finflow-example-${name}`,
  originHost: `origin-${name}.finflow.example`,
});
