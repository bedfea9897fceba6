import type { Comparison, ResourceChange, StackChange } from '../comparison.js';
import { say } from '../sentence.js';

/** A resource that changes, with only what a test cares about. */
export function exampleResource(change: Partial<ResourceChange> = {}): ResourceChange {
  return {
    address: 'aws_subnet.private-use1-az1',
    type: 'aws_subnet',
    action: 'update',
    stateful: false,
    refused: false,
    attributes: ['tags.Name'],
    forcedBy: [],
    ...change,
  };
}

export function exampleStack(change: Partial<StackChange> = {}): StackChange {
  return {
    environment: 'production',
    stack: 'production-use1-network',
    locations: ['use1'],
    change: 'changed',
    moves: [],
    settings: [],
    resources: [exampleResource()],
    ...change,
  };
}

/** A comparison in which nothing changes, but for what is given. */
export function exampleComparison(change: Partial<Comparison> = {}): Comparison {
  return {
    base: { name: 'main', commit: '1111111111111111111111111111111111111111' },
    head: { name: 'working tree', commit: null },
    statements: [],
    stacks: [],
    manifests: [],
    posture: [],
    waivers: [],
    programFiles: [],
    ...change,
  };
}

/** One of everything, as a reviewer might meet it. */
export const eventful: Comparison = exampleComparison({
  statements: [
    { risk: 'data-loss', sentence: say`${'auth'} loses its database`, environments: ['local', 'production'] },
    {
      risk: 'widening',
      sentence: say`${'fraud'} may now call ${'ledger'} ${'GET /v1/accounts/*'}`,
      environments: ['production'],
    },
    {
      risk: 'capacity',
      sentence: say`${'fraud'}: fewest replicas: ${'3'} becomes ${'4'}`,
      environments: ['production'],
    },
    { risk: 'other', sentence: say`${'fraud'}: owner: ${'risk'} becomes ${'payments'}`, environments: ['production'] },
  ],
  stacks: [
    exampleStack({
      resources: [
        exampleResource({
          address: 'aws_vpc.vpc',
          type: 'aws_vpc',
          action: 'replace',
          stateful: true,
          refused: true,
          attributes: ['cidr_block'],
          forcedBy: ['cidr_block'],
        }),
        exampleResource({ action: 'replace', attributes: ['vpc_id'], forcedBy: ['vpc_id'] }),
        exampleResource({ address: 'aws_route.gone', type: 'aws_route', action: 'destroy', attributes: [] }),
        exampleResource({ address: 'aws_flow_log.traffic', type: 'aws_flow_log' }),
      ],
    }),
  ],
  manifests: [
    {
      application: 'ledger',
      action: 'changed',
      kind: 'AuthorizationPolicy',
      name: 'ledger/fraud',
      fields: ['spec.rules'],
      places: ['production/use1', 'production/usw2'],
    },
  ],
  posture: [
    {
      environment: 'production',
      rule: 'DATA-002',
      title: 'every database has a backup',
      severity: 'high',
      change: 'newly-fails',
      resources: ['use1 service auth'],
    },
  ],
  waivers: [{ environment: 'production', id: 'W-1', rule: 'DATA-002', change: 'added', expires: '2027-01-31' }],
});
