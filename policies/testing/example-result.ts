import type { AuditResult, Finding } from '../engine/findings-schema.js';

const counts = (changes: Partial<AuditResult['summary']>): AuditResult['summary'] => ({
  pass: 0,
  fail: 0,
  waived: 0,
  'not-applicable': 0,
  unknown: 0,
  error: 0,
  ...changes,
});

const finding = (changes: Partial<Finding> & Pick<Finding, 'rule' | 'outcome'>): Finding => ({
  blocking: changes.outcome === 'fail',
  severity: 'critical',
  resource: {
    id: 'use1/payments/PeerAuthentication/payments/default',
    location: 'use1',
    kind: 'PeerAuthentication',
    name: 'payments/default',
    file: 'dist/manifests/example/use1/payments/peer-authentication.yaml',
    line: 12,
  },
  message: 'port 9464 accepts plaintext: its override is PERMISSIVE',
  fix: 'remove the PERMISSIVE or DISABLE override',
  controls: ['pci:4.2.1'],
  source: { file: 'services/payments/service.yaml', line: 3 },
  fingerprint: `sha256:${'ab'.repeat(32)}`,
  ...changes,
});

const rule = (
  id: string,
  title: string,
  changes: Partial<AuditResult['rules'][number]>,
): AuditResult['rules'][number] => ({
  id,
  title,
  counts: counts({}),
  area: 'mesh',
  severity: 'critical',
  risk: 'traffic inside the cluster can be read and forged',
  fix: 'remove the PERMISSIVE or DISABLE override',
  population: 'every pod template',
  crossDomain: false,
  waivable: true,
  controls: ['pci:4.2.1'],
  ...changes,
});

/** An audit result with every outcome in it and a resource whose name is an attack on the report. */
export function exampleResult(extra: readonly Finding[] = []): AuditResult {
  const findings = [
    finding({ rule: 'MESH-001', outcome: 'fail' }),
    finding({
      rule: 'POD-005',
      outcome: 'unknown',
      severity: 'high',
      controls: ['soc2:CC6.8'],
      resource: {
        id: 'usc1/x/Rollout/hostile',
        location: 'usc1',
        kind: 'Rollout',
        name: `</script><img src=x onerror="globalThis.hacked = 1">`,
        file: 'dist/manifests/example/usc1/x/rollout.yaml',
      },
      message: `cannot be told: "</style><script>globalThis.hacked = 1</script>" & '\${var.name}'`,
      source: { file: 'services/card-vault/service.yaml', line: 4 },
    }),
    finding({ rule: 'POD-005', outcome: 'waived', severity: 'high', waiver: 'node-exporter-host-path' }),
    finding({
      rule: 'POD-007',
      outcome: 'not-applicable',
      severity: 'low',
      message: 'nothing to judge: no services of PCI scope cde',
    }),
    ...extra,
  ];
  return {
    environment: 'example',
    asOf: '2026-11-23',
    summary: counts({ pass: 1234, fail: 1, unknown: 1, waived: 1, 'not-applicable': 1 }),
    rules: [
      rule('MESH-001', 'every workload accepts only mutual TLS', { counts: counts({ pass: 400, fail: 1 }) }),
      rule('POD-005', 'no pod shares a namespace, a path or a port of its node', {
        area: 'pods',
        severity: 'high',
        counts: counts({ pass: 834, unknown: 1, waived: 1 }),
        controls: ['soc2:CC6.8'],
      }),
      rule('POD-007', 'services that hold card data run on nodes of their own', {
        area: 'pods',
        severity: 'low',
        counts: counts({ 'not-applicable': 1 }),
        crossDomain: true,
        waivable: false,
        controls: [],
      }),
    ],
    findings,
    controls: [
      {
        id: 'pci:4.2.1',
        standard: 'PCI DSS',
        version: '4.0.1',
        title: 'card data is encrypted on open networks',
        manual: false,
        outcome: 'fail',
        mappings: [{ rule: 'MESH-001', strength: 'supports', rationale: 'plaintext inside the mesh is refused' }],
      },
      {
        id: 'soc2:CC6.8',
        standard: 'SOC 2',
        version: 'TSC 2017',
        title: 'unauthorised software is prevented',
        manual: false,
        outcome: 'unknown',
        mappings: [{ rule: 'POD-005', strength: 'satisfies', rationale: 'a pod cannot reach its node' }],
      },
      {
        id: 'pci:12.6.1',
        standard: 'PCI DSS',
        version: '4.0.1',
        title: 'people are trained',
        manual: true,
        outcome: 'unknown',
        mappings: [],
      },
    ],
    waivers: [
      {
        id: 'node-exporter-host-path',
        rule: 'POD-005',
        resource: 'use1/payments/PeerAuthentication/payments/default',
        reason: 'metrics of the node until the agent of the cloud replaces them',
        ticket: 'SEC-123',
        owner: 'platform',
        approver: 'compliance',
        compensatingControl: 'the path is mounted read-only and holds no secrets',
        issued: '2026-10-01',
        expires: '2026-12-20',
      },
    ],
    inputs: [{ file: 'dist/platform/example.json', sha256: 'cd'.repeat(32) }],
  };
}

/** As many failures as asked for, each on a resource of its own. */
export const manyFindings = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, index) =>
    finding({
      rule: 'MESH-001',
      outcome: 'fail',
      resource: {
        id: `use1/service-${index}/PeerAuthentication/service-${index}/default`,
        location: index % 2 === 0 ? 'use1' : 'usc1',
        kind: 'PeerAuthentication',
        name: `service-${index}/default`,
        file: `dist/manifests/example/use1/service-${index}/peer-authentication.yaml`,
        line: index + 1,
      },
      source: { file: `services/service-${index % 40}/service.yaml`, line: 3 },
    }),
  );
