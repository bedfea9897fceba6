import { describe, expect, it } from 'vitest';
import { find, platformOf, serviceManifests } from '../testing/synthesized.js';

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

const production = platformOf('production');
const rulesOf = (service: string): Rule[] =>
  (
    find(serviceManifests(production, service, 'use1'), 'PrometheusRule', service).spec['groups'] as { rules: Rule[] }[]
  ).flatMap(({ rules }) => rules);

describe('service levels', () => {
  it('page at 14.4 and 6 times the budget, and only with enough requests', () => {
    const pages = rulesOf('ledger').filter(
      ({ labels }) => labels['severity'] === 'page' && labels['objective'] === 'availability',
    );
    expect(pages.map(({ labels }) => labels['burn_rate'])).toEqual(['14.4', '6']);
    expect(pages[0]?.expr).toContain('> 0.00144');
    expect(pages[0]?.expr).toContain('>= 700');
    expect(pages[0]?.labels).toMatchObject({ team: 'payments', schedule: 'payments-primary' });
  });

  it('measure latency at a bound that the proxies count', () => {
    const latency = rulesOf('ledger').find(
      ({ record, labels }) => record !== undefined && labels['objective'] === 'latency',
    );
    expect(latency?.expr).toContain('le=~"200([.]0)?"');
    expect(JSON.stringify(find(serviceManifests(production, 'ledger', 'use1'), 'Rollout', 'ledger'))).toContain(
      '100,200,250',
    );
  });

  it('measure processing where events are handled', () => {
    expect(rulesOf('fraud').some(({ expr }) => expr.includes('finflow_event_processing_seconds_bucket'))).toBe(true);
  });

  it('alert on each consumer’s own lag', () => {
    const lags = rulesOf('fraud').filter(({ alert }) => alert === 'ConsumerLag');
    expect(lags.map(({ expr }) => expr)).toContain(
      'sum(kafka_consumergroup_lag{consumergroup="fraud-transfers",topic="ledger.transfer-initiated"}) > 500',
    );
  });

  it('are scraped from the agent, labelled with the revision', () => {
    expect(find(serviceManifests(production, 'ledger', 'use1'), 'PodMonitor', 'ledger').spec).toMatchObject({
      podTargetLabels: ['rollouts-pod-template-hash'],
      podMetricsEndpoints: [{ portNumber: 15_020 }],
    });
  });
});
