import { samplesToNotice } from './canary-samples.js';
import type { ServiceDefinition } from './service-schema.js';

type Tier = ServiceDefinition['tier'];
type Slo = NonNullable<ServiceDefinition['slo']>;

const REPLICAS = { 0: [3, 12], 1: [3, 9], 2: [2, 6], 3: [2, 4] } as const;
const TIMEOUT = { 0: '1s', 1: '1s', 2: '2s', 3: '5s' } as const;
const POINT_IN_TIME_RECOVERY = { 0: '35d', 1: '14d', 2: '7d', 3: '7d' } as const;

/** The part of its error budget that a service keeps for its own mistakes: a fifth. */
export const OWN_BUDGET_PERCENT = 20;

/** Definition paths whose default depends on the tier; every other default is the same for all services. */
export const TIER_DEPENDENT_PATHS = [
  'scaling.min',
  'scaling.max',
  'resilience.timeout',
  'data.postgres.ha',
  'data.postgres.backup.pitr',
  'data.postgres.deletionProtection',
] as const;

/** The only place where service defaults are set, in the definition's own units. */
export function defaultsFor(tier: Tier) {
  return {
    metadata: { system: 'finflow', lifecycle: 'production' },
    terminationGrace: '30s',
    scaling: { min: REPLICAS[tier][0], max: REPLICAS[tier][1], metrics: [{ cpu: 70 }], pdb: { maxUnavailable: 1 } },
    route: { methods: ['GET' as const], anonymous: false },
    resilience: {
      timeout: TIMEOUT[tier],
      retries: { attempts: 2, perTryTimeout: '250ms', on: ['connect-failure' as const, 'refused-stream' as const] },
      circuitBreaker: {
        maxConnections: 200,
        maxPending: 50,
        consecutive5xx: 5,
        ejectFor: '30s',
        maxEjectionPercent: 34,
      },
    },
    postgres: {
      ha: tier <= 2 ? ('multi-zone' as const) : ('none' as const),
      backup: { pitr: POINT_IN_TIME_RECOVERY[tier] },
      pooler: { mode: 'transaction' as const, instances: 2, poolSize: 20, connectionsPerReplica: 10 },
      captureVia: 'direct' as const,
      deletionProtection: tier <= 2,
    },
    redis: { persistence: 'none' as const, eviction: 'noeviction' as const },
    consumedSchema: 'json' as const,
    rollout: {
      strategy: 'canary' as const,
      canarySteps: [
        { weight: 1, hold: '30m' },
        { weight: 10, hold: '15m' },
        { weight: 50, hold: '15m' },
        { weight: 100 },
      ],
      blueGreenSteps: [{ weight: 100 }],
      compareTo: 'stable' as const,
      onNoData: 'pause' as const,
    },
  };
}

/** Samples an analysis needs by default: enough to notice the page-level rate of the strictest error objective. */
export function defaultMinSamples(slo: Slo): number {
  const targets = slo.objectives.filter(({ sli }) => 'errors' in sli).map(({ target }) => target);
  const samples = targets.length === 0 ? 100 : samplesToNotice(Math.max(...targets));
  return Number.isFinite(samples) ? samples : 1;
}
