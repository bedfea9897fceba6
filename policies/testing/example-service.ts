import type { DeclaredService } from '../engine/intent-schema.js';

interface ExampleServiceProps {
  readonly name: string;
  readonly owner: string;
  readonly dataClass: string;
  readonly pciScope: DeclaredService['compliance']['pciScope'];
  readonly locations: readonly string[];
  readonly protectedFields: readonly string[];
}

/** A complete declared service with the given identity; everything else is the same for all examples. */
export function exampleService(props: ExampleServiceProps): DeclaredService {
  const { name } = props;
  return {
    name,
    metadata: { owner: props.owner, system: 'money-movement', lifecycle: 'production' },
    tier: 0,
    oncall: { schedule: `${props.owner}-primary`, slack: `#${props.owner}`, runbook: `docs/runbooks/${name}.md` },
    compliance: {
      dataClass: props.dataClass,
      pciScope: props.pciScope,
      residency: ['us', 'eu'],
      retention: { minDays: 1825, maxDays: 3650 },
    },
    recovery: { rtoSeconds: 900, rpoSeconds: 5 },
    locations: [...props.locations],
    runtime: {
      image: {
        repository: `registry.finflow.example/${name}`,
        digest: `sha256:${'a'.repeat(64)}`,
        reference: `registry.finflow.example/${name}@sha256:${'a'.repeat(64)}`,
      },
      ports: { http: { port: 8080, protocol: 'http' }, metrics: { port: 9464, protocol: 'http' } },
      resources: { cpuMillicores: 500, memoryMib: 512 },
    },
    scaling: { min: 3, max: 9 },
    expose: { callers: [], public: [] },
    calls: [],
    data: {
      postgres: {
        version: '16',
        size: 'small',
        ha: 'multi-zone',
        backup: { pitrHours: 840 },
        deletionProtection: true,
        protectedFields: [...props.protectedFields],
        cdc: null,
      },
      redis: null,
    },
    kafka: { produces: [], consumes: [] },
    secrets: [
      {
        name: 'database',
        path: `${name}/database`,
        env: 'DATABASE_URL',
        rotateDays: 90,
        remoteKeys: Object.fromEntries(
          props.locations.map((location) => [location, `finflow/example/${location}/${name}/database`]),
        ),
      },
    ],
    exceptions: [],
    derived: {
      namespace: name,
      serviceAccount: name,
      principal: `example.finflow.example/ns/${name}/sa/${name}`,
      host: `${name}.${name}.svc.cluster.local`,
      nodePool: props.pciScope === 'cde' ? 'card-data' : 'general',
      cloudIdentity: Object.fromEntries(props.locations.map((location) => [location, `e-${location}-${name}`])),
    },
  };
}
