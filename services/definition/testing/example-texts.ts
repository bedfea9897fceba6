/** A small repository whose definitions hold: two clouds, two jurisdictions, two services; tests break one value at a time. */
const environment = `apiVersion: platform.finflow/v1
kind: Environment
metadata: { name: staging, description: An environment for the tests }
domain: example.com
kubernetes:
  version: '1.33'
  releaseChannel: REGULAR
  adminNetworks:
    - { name: office, cidr: 10.250.0.0/20 }
images:
  registries: [registry.example.com]
  signer: { issuer: https://issuer.example.com, subject: release-workflow }
delivery: { repository: https://git.example.com/platform.git, signingKeys: [0123456789ABCDEF] }
kafka:
  driver: native
  confluent: { cku: 2 }
  native:
    aws: { broker: kafka.m7g.large, brokersPerZone: 1, storageGiB: 100, maxStorageGiB: 500 }
    gcp: { vcpu: 3, memory: 12Gi }
data:
  postgresSizes:
    small: { cpu: 2, memory: 8Gi, storage: 50Gi, maxConnections: 100 }
    medium: { cpu: 4, memory: 16Gi, storage: 100Gi, maxConnections: 200 }
    large: { cpu: 8, memory: 32Gi, storage: 200Gi, maxConnections: 400 }
  maxClientConnections: 1000
jurisdictions:
  - name: us
    hosts: { api: api.example.com }
    steering: random
    peak: { concurrentUsers: 70000, transactionsPerSecond: 700 }
    typicalLoad: 0.5
  - name: eu
    hosts: { api: eu.example.com }
    steering: random
    peak: { concurrentUsers: 30000, transactionsPerSecond: 300 }
    typicalLoad: 0.5
locations:
  - name: use1
    cloud: aws
    region: us-east-1
    jurisdiction: us
    account: '111111111111'
    zones: [use1-az1, use1-az2]
    share: 0.5
    provisioned: 0.5
    standby: usc1
    asn: 64512
    addresses: { network: 10.16.0.0/16, pods: 10.17.0.0/16, services: 10.18.0.0/20 }
    nodePools:
      - { name: general, machine: m7i.xlarge, vcpu: 4, memory: 16Gi, diskGiB: 100, minPerZone: 1, maxPerZone: 3 }
    state: { backend: s3, bucket: example-use1-state, region: us-east-1, kmsKeyAlias: alias/state }
  - name: usc1
    cloud: gcp
    region: us-central1
    jurisdiction: us
    project: example-usc1
    zones: [us-central1-a, us-central1-b]
    share: 0.5
    provisioned: 0.5
    standby: use1
    asn: 64513
    addresses: { network: 10.35.0.0/20, pods: 10.32.0.0/16, services: 10.34.0.0/20, controlPlane: 10.34.240.0/28 }
    nodePools:
      - { name: general, machine: n2-standard-4, vcpu: 4, memory: 16Gi, diskGiB: 100, minPerZone: 1, maxPerZone: 3 }
    state: { backend: gcs, bucket: example-usc1-state }
  - name: euw4
    cloud: gcp
    region: europe-west4
    jurisdiction: eu
    project: example-euw4
    zones: [europe-west4-a]
    share: 1
    provisioned: 1
    standby: euc1
    asn: 64514
    addresses: { network: 10.51.0.0/20, pods: 10.48.0.0/16, services: 10.50.0.0/20, controlPlane: 10.50.240.0/28 }
    nodePools:
      - { name: general, machine: n2-standard-4, vcpu: 4, memory: 16Gi, diskGiB: 100, minPerZone: 1, maxPerZone: 3 }
      - { name: card-data, machine: n2-standard-4, vcpu: 4, memory: 16Gi, diskGiB: 100, minPerZone: 1, maxPerZone: 3 }
    state: { backend: gcs, bucket: example-euw4-state }
  - name: euc1
    cloud: aws
    region: eu-central-1
    jurisdiction: eu
    account: '222222222222'
    zones: [euc1-az1]
    share: 0
    provisioned: 0.5
    standby: euw4
    asn: 64515
    addresses: { network: 10.64.0.0/16, pods: 10.65.0.0/16, services: 10.66.0.0/20 }
    nodePools:
      - { name: general, machine: m7i.xlarge, vcpu: 4, memory: 16Gi, diskGiB: 100, minPerZone: 1, maxPerZone: 3 }
    state: { backend: s3, bucket: example-euc1-state, region: eu-central-1, kmsKeyAlias: alias/state }
recovery: { survives: cloud, rto: 15m, rpo: 5s }
retention: { auditLogs: 1y, auditLogsHot: 90d, applicationLogs: 30d, metrics: 90d, traces: 7d }
budget: { monthlyUsd: 1000, alertPercents: [100], notify: finops@example.com }
tags: { cost-center: eng-100 }
`;

const teams = `apiVersion: platform.finflow/v1
kind: Teams
teams:
  - { name: platform, description: Everything shared, github: '@example/platform', costCenter: ENG-100 }
  - { name: compliance, description: Controls and waivers, github: '@example/compliance', costCenter: ENG-101 }
  - { name: sales, description: Orders and invoices, github: '@example/sales', costCenter: ENG-102 }
`;

const externals = `apiVersion: platform.finflow/v1
kind: Externals
externals:
  - name: carrier
    description: Ships what was ordered
    owner: sales
    hosts: [api.carrier.com]
    port: 443
    protocol: https
    kind: third-party
    availability: 99.95
    dataClass: confidential
    jurisdictions: [us]
    agreement: { reference: DPA-1, reviewed: 2026-06-15, transferBasis: scc }
`;

const orders = `apiVersion: platform.finflow/v1
kind: Service
metadata: { name: orders, owner: sales }
tier: 0
oncall: { schedule: sales-primary, slack: '#sales', runbook: docs/runbooks/orders.md }
compliance: { dataClass: confidential, pciScope: none, residency: [us, eu], retention: { min: 1y, max: 7y } }
recovery: { rto: 15m, rpo: 5s }
placement:
  staging: { locations: [use1, usc1, euw4], overrides: { scaling: { max: 10 }, flags: { orders-fast: true } } }
runtime:
  image:
    repository: registry.example.com/orders
    digest: sha256:1f0c7b8d9e6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c
  ports: { http: { port: 8080, protocol: http }, metrics: { port: 9464, protocol: http } }
  resources: { cpu: 1, memory: 1Gi }
  health: { startup: /health/startup, readiness: /health/ready, liveness: /health/live }
scaling: { min: 3, max: 12, pdb: { maxUnavailable: 1 } }
capacity: { requestsPerTransaction: 4, requestsPerSecondPerReplica: 100, cpuPerRequest: 4ms, source: services/orders/bench }
expose:
  callers:
    - { service: billing, paths: [GET /v1/orders/*] }
  public:
    - { host: api, path: /v1/orders, methods: [GET], waf: strict, rateLimit: 60/m, strangles: { service: carrier, cohort: 5 } }
calls:
  - { external: carrier, critical: false }
resilience:
  timeout: 1s
  retries: { attempts: 2, perTryTimeout: 300ms, on: [connect-failure, 5xx] }
data:
  postgres:
    version: '16'
    size: medium
    backup: { pitr: 7d }
    pooler: { mode: transaction, instances: 2, poolSize: 40, connectionsPerReplica: 20 }
    cdc: { tables: [outbox], via: direct }
kafka:
  produces:
    - { topic: orders.placed, partitions: 12, retention: 7d, schema: json, compatibility: FULL, dataClass: internal, replicate: true }
flags:
  - { key: orders-fast, default: false, owner: sales, expires: 2027-03-31 }
slo:
  window: 30d
  objectives:
    - { name: availability, target: 99.99, sli: { errors: http-5xx }, minRequestsPerHour: 700 }
    - { name: latency, target: 95, sli: { under: 200ms } }
rollout:
  steps: [{ weight: 1, hold: 15m }, { weight: 50, hold: 5m }, { weight: 100 }]
  analysis: { use: [availability, latency], compareTo: stable, minSamples: 2100, onNoData: pause }
`;

const billing = `apiVersion: platform.finflow/v1
kind: Service
metadata: { name: billing, owner: sales }
tier: 2
oncall: { schedule: sales-primary, slack: '#sales', runbook: docs/runbooks/billing.md }
compliance: { dataClass: internal, pciScope: none, residency: [us, eu], retention: { min: 1y, max: 7y } }
placement:
  staging: { locations: [use1] }
runtime:
  image:
    repository: registry.example.com/billing
    digest: sha256:1f0c7b8d9e6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c
  ports: { http: { port: 8080, protocol: http }, metrics: { port: 9464, protocol: http } }
  resources: { cpu: 500m, memory: 512Mi }
  health: { startup: /health/startup, readiness: /health/ready, liveness: /health/live }
calls:
  - { service: orders, critical: true }
kafka:
  consumes:
    - { topic: orders.placed, group: billing-orders, maxLag: 100, dlq: true }
slo:
  window: 30d
  objectives:
    - { name: availability, target: 99.9, sli: { errors: http-5xx }, minRequestsPerHour: 70 }
`;

/** Text by path relative to the root of the small repository. */
export const EXAMPLE_TEXTS: Readonly<Record<string, string>> = {
  'environments/staging.yaml': environment,
  'services/teams.yaml': teams,
  'services/externals.yaml': externals,
  'services/orders/service.yaml': orders,
  'services/billing/service.yaml': billing,
};
