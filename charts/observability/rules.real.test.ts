import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { find, locationManifests, platformOf, type LooseManifest } from '../testing/synthesized.js';
import { Promtool, type Expectation, type RuleTest } from './testing/promtool.js';

const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
const promtool = new Promtool(folder);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const groupsOf = ({ spec }: LooseManifest): unknown[] => z.array(z.unknown()).parse(spec['groups']);
const production = locationManifests(platformOf('production'), 'use1');
const rulesOf = (name: string): string => promtool.writeRules(name, groupsOf(find(production, 'PrometheusRule', name)));

const ORDER = ['ledger.service-levels', 'ledger.burn-rates'];
const rule = z.looseObject({ labels: z.looseObject({ objective: z.string().optional() }).optional() });
/** The rules of one objective of the ledger: evaluating all of them over days takes minutes. */
const objectiveRules = (objective: string): string => {
  const own = groupsOf(find(production, 'PrometheusRule', 'ledger')).map((group) => {
    const { rules, ...rest } = z.looseObject({ rules: z.array(rule) }).parse(group);
    return { ...rest, rules: rules.filter(({ labels }) => labels?.objective === objective) };
  });
  return promtool.writeRules(
    objective,
    own.filter(({ rules }) => rules.length > 0),
  );
};

describe('promtool', () => {
  it('accepts every rule of every location', () => {
    const files = (['local', 'staging', 'production'] as const).flatMap((environment) => {
      const platform = platformOf(environment);
      return platform.locations.flatMap((location) =>
        locationManifests(platform, location.name)
          .filter(({ kind }) => kind === 'PrometheusRule')
          .map((manifest) =>
            promtool.writeRules(`${environment}-${location.name}-${manifest.metadata.name}`, groupsOf(manifest)),
          ),
      );
    });
    expect(files).toHaveLength(8 * 5);
    expect(promtool.checkRules(files).match(/SUCCESS/g)).toHaveLength(files.length);
  });

  it('refuses what is no rule', () => {
    const file = promtool.writeRules('broken', [{ name: 'a', rules: [{ alert: 'B', expr: 'sum(' }] }]);
    expect(() => promtool.checkRules([file])).toThrow(/unclosed left parenthesis/);
  });
});

const MINUTES_A_DAY = 1440;
const HEALTHY = 2 * MINUTES_A_DAY;
const served = (code: string): string =>
  `istio_requests_total{reporter="destination",destination_service_namespace="ledger",response_code="${code}"}`;
/** Requests and errors a minute: healthy for two days, then as given. */
const traffic = (perMinute: number, errors: number, minutes: number) => [
  { series: served('200'), values: `0+${perMinute}x${HEALTHY + minutes}` },
  { series: served('500'), values: `0+0x${HEALTHY} 0+${errors}x${minutes}` },
];
const FIRING =
  'count by (burn_rate, long_window, short_window, severity) (ALERTS{alertname="ErrorBudgetBurn",service="ledger",objective="availability",alertstate="firing"})';
const burn = (rate: string, long: string, short: string, severity: string) => ({
  labels: `{burn_rate="${rate}", long_window="${long}", short_window="${short}", severity="${severity}"}`,
  value: 1,
});
const firing = (atMinute: number, ...samples: Expectation['samples']): Expectation => ({
  expr: FIRING,
  atMinute: HEALTHY + atMinute,
  samples,
});

/** The ledger's target is 99.99 %, so its budget is 1 request in 10,000. */
const BURNS: readonly RuleTest[] = [
  {
    name: 'two percent of errors page within six minutes, by the windows 1h and 5m alone, and stop soon after the errors',
    series: [
      { series: served('200'), values: `0+600x${HEALTHY + 60}` },
      { series: served('500'), values: `0+0x${HEALTHY} 0+12x10 120+0x50` },
    ],
    expect: [
      firing(0),
      firing(2),
      firing(6, burn('14.4', '1h', '5m', 'page')),
      // The long window still remembers; the short one knows that it is over.
      firing(20),
    ],
  },
  {
    name: 'ten times too fast pages within four hours and a half, by the windows 6h and 30m',
    series: traffic(600, 0.6, 400),
    expect: [firing(30), firing(260, burn('6', '6h', '30m', 'page'))],
  },
  {
    name: 'four times too fast is a ticket after a day, never a page',
    series: traffic(600, 0.24, MINUTES_A_DAY),
    expect: [firing(MINUTES_A_DAY - 2, burn('3', '1d', '2h', 'ticket'), burn('1', '3d', '6h', 'ticket'))],
  },
  {
    name: 'half of the budget is nobody’s business',
    series: traffic(600, 0.03, MINUTES_A_DAY),
    expect: [firing(60), firing(MINUTES_A_DAY / 2), firing(MINUTES_A_DAY - 2)],
  },
  {
    name: 'every second of 300 requests an hour is no trend yet',
    series: traffic(5, 2.5, 120),
    expect: [firing(10), firing(60), firing(118)],
  },
];

describe('burn rates', () => {
  it('fire in time, do not fire under budget, and say which windows', () => {
    expect(promtool.testRules('burn-rates', [objectiveRules('availability')], BURNS, ORDER)).toContain('SUCCESS');
  });

  it('say it in words, with rounded numbers and the way to the runbook', () => {
    const page: RuleTest = {
      name: 'words',
      series: traffic(600, 12, 10),
      expect: [],
      alerts: [
        {
          atMinute: HEALTHY + 6,
          alert: 'ErrorBudgetBurn',
          expected: [
            {
              labels: {
                severity: 'page',
                burn_rate: '14.4',
                long_window: '1h',
                short_window: '5m',
                objective: 'availability',
                service: 'ledger',
                team: 'payments',
                schedule: 'payments-primary',
                tier: '0',
              },
              annotations: {
                summary: 'ledger spends the error budget of availability more than 14.4 times too fast over 1h',
                description:
                  '0.1664% of requests failed over 1h, and still more than 0.144 % over 5m; the target of 99.99 % allows 0.01 %. At 14.4 times, the budget of 30 days is gone in 50 hours.',
                slack: '#payments-alerts',
                runbook: 'docs/runbooks/ledger.md',
                meaning: 'docs/runbooks/service-levels.md#errorbudgetburn',
              },
            },
          ],
        },
      ],
    };
    expect(promtool.testRules('words', [objectiveRules('availability')], [page], ORDER)).toContain('SUCCESS');
  });

  it('would be noticed if they did not', () => {
    const [first] = BURNS;
    const wrong = { name: 'wrong', series: first?.series ?? [], expect: [firing(6)] };
    expect(() => promtool.testRules('wrong', [objectiveRules('availability')], [wrong], ORDER)).toThrow(/FAILED/);
  });
});

const fires = (alert: string, by: string, atMinute: number, ...labels: string[]): Expectation => ({
  expr: `count by (${by}) (ALERTS{alertname="${alert}",alertstate="firing"})`,
  atMinute,
  samples: labels.map((value) => ({ labels: `{${by}="${value}"}`, value: 1 })),
});

describe('alerts of the platform', () => {
  it('fire when they should and not otherwise', () => {
    const peer = (name: string, cloud: string, values: string) => ({
      series: `probe_success{job="peer-locations",peer_location="${name}",peer_cloud="${cloud}"}`,
      values,
    });
    const errors = (namespace: string, values: string) => ({
      series: `finflow_log_lines_total{namespace="${namespace}",severity="error"}`,
      values,
    });
    const tests: readonly RuleTest[] = [
      { name: 'the watchdog', series: [], expect: [fires('Watchdog', 'severity', 1, 'none')] },
      {
        name: 'one location, then its whole cloud',
        series: [peer('usc1', 'gcp', '1x10 0x30'), peer('usc2', 'gcp', '1x25 0x15'), peer('usw2', 'aws', '1x40')],
        expect: [
          fires('LocationUnreachable', 'peer_location', 12),
          fires('LocationUnreachable', 'peer_location', 18, 'usc1'),
          fires('CloudUnreachable', 'peer_cloud', 18),
          fires('CloudUnreachable', 'peer_cloud', 35, 'gcp'),
        ],
      },
      {
        name: 'a spike of errors, not what is usual, and what is new',
        series: [
          errors('usual', `0+30x${MINUTES_A_DAY + 60}`),
          errors('spiked', `0+3x${MINUTES_A_DAY} ${3 * MINUTES_A_DAY}+30x60`),
        ],
        expect: [
          fires('LogErrorSpike', 'namespace', MINUTES_A_DAY - 10),
          fires('LogErrorSpike', 'namespace', MINUTES_A_DAY + 30, 'spiked'),
        ],
      },
      {
        name: 'Kafka is not observed, and then it is',
        series: [{ series: 'kafka_brokers', values: '_x15 3x15' }],
        expect: [fires('KafkaUnobserved', 'severity', 12, 'page'), fires('KafkaUnobserved', 'severity', 20)],
      },
    ];
    expect(promtool.testRules('platform', [rulesOf('platform')], tests)).toContain('SUCCESS');
  });

  it('tell a page from a ticket by the consumer’s tier', () => {
    const lag = 'kafka_consumergroup_lag{consumergroup="fraud-transfers",topic="ledger.transfer-initiated"}';
    const test: RuleTest = {
      name: 'lag',
      series: [{ series: lag, values: '400x10 900x20' }],
      expect: [fires('ConsumerLag', 'topic', 9), fires('ConsumerLag', 'topic', 20, 'ledger.transfer-initiated')],
    };
    expect(promtool.testRules('lag', [rulesOf('fraud')], [test])).toContain('SUCCESS');
  });
});
