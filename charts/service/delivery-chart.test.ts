import { describe, expect, it } from 'vitest';
import { find, platformOf, serviceManifests } from '../testing/synthesized.js';
import { objectiveVerdict } from './analysis-queries.js';

const production = platformOf('production');
const stepsOf = (location: string): object[] =>
  (
    find(serviceManifests(production, 'ledger', location), 'Rollout', 'ledger').spec['strategy'] as {
      canary: { steps: object[] };
    }
  ).canary.steps;

describe('a canary', () => {
  it('takes the declared steps, each judged over its own hold', () => {
    const steps = stepsOf('use1');
    expect(steps.filter((step) => 'setWeight' in step)).toEqual([1, 10, 50, 100].map((setWeight) => ({ setWeight })));
    expect(steps.slice(1, 3)).toMatchObject([
      { pause: { duration: '1800s' } },
      { analysis: { templates: [{ templateName: 'objectives' }], args: [{}, {}, { name: 'window', value: '1800s' }] } },
    ]);
  });

  it('is judged by traffic where there is some, by a probe in the standby', () => {
    for (const [location, gate] of Object.entries(
      production.services.find(({ name }) => name === 'ledger')?.rollout.gates ?? {},
    )) {
      const template = gate === 'traffic' ? 'objectives' : 'synthetic-probe';
      expect(find(serviceManifests(production, 'ledger', location), 'AnalysisTemplate', template)).toBeDefined();
      expect(JSON.stringify(stepsOf(location))).toContain(`"templateName":"${template}"`);
    }
    expect(JSON.stringify(stepsOf('euc1'))).toContain('synthetic-probe');
  });

  it('waits for a person when nobody calls it', () => {
    const { spec } = find(serviceManifests(production, 'ledger', 'use1'), 'AnalysisTemplate', 'objectives');
    expect((spec['metrics'] as object[])[0]).toMatchObject({
      name: 'samples',
      successCondition: 'len(result) > 0 && result[0] >= 2100',
      failureCondition: 'false',
    });
  });

  it('is probed by pods that no Service selects and that run restricted', () => {
    const { spec } = find(serviceManifests(production, 'ledger', 'euc1'), 'AnalysisTemplate', 'synthetic-probe');
    expect(spec).toMatchObject({
      metrics: [
        {
          provider: {
            job: {
              spec: {
                template: {
                  metadata: { labels: { 'app.kubernetes.io/name': 'ledger-probe' } },
                  spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: 'probe' }] },
                },
              },
            },
          },
        },
      ],
    });
  });
});

describe('a blue-green rollout', () => {
  const platform = {
    ...production,
    services: production.services.map((service) => ({
      ...service,
      rollout: { ...service.rollout, strategy: 'blue-green' as const, steps: [{ weight: 100, holdSeconds: 0 }] },
    })),
  };
  const manifests = serviceManifests(platform, 'ledger', 'use1');

  it('is probed before it gets traffic', () => {
    expect(find(manifests, 'Rollout', 'ledger').spec['strategy']).toMatchObject({
      blueGreen: {
        activeService: 'ledger-stable',
        previewService: 'ledger-canary',
        prePromotionAnalysis: { templates: [{ templateName: 'synthetic-probe' }] },
      },
    });
    expect(find(manifests, 'AnalysisTemplate', 'synthetic-probe')).toBeDefined();
  });

  it('routes to the active pods only', () => {
    expect(JSON.stringify(manifests.filter(({ kind }) => kind === 'VirtualService'))).not.toContain('ledger-canary');
  });
});

describe('verdict queries', () => {
  const availability = {
    name: 'availability',
    target: 99.9,
    sli: { kind: 'errors', of: 'http-5xx' },
    ownBudgetPercent: 20,
    minRequestsPerHour: null,
  } as const;

  it('compare revisions by their pod hash', () => {
    const { query, threshold } = objectiveVerdict('ledger', availability, 'stable');
    expect(query).toContain('rollouts_pod_template_hash="{{args.canary-hash}}"');
    expect(query).toContain('rollouts_pod_template_hash="{{args.stable-hash}}"');
    expect(threshold).toBe(2.33);
  });

  it('compare with the burn rate that pages', () => {
    const { query, threshold } = objectiveVerdict('ledger', availability, 'objective');
    expect(query).toMatch(/\/ 0\.001$/);
    expect(threshold).toBe(14.4);
  });
});
