import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kitMetrics } from '../testing/kit-metrics.js';
import { metricNames } from '../testing/metric-names.js';
import { locationManifests, platformOf, type LooseManifest } from '../testing/synthesized.js';
import { METRIC_SOURCES } from './metric-sources.js';

const rule = z.looseObject({ record: z.string().optional(), expr: z.string() });
const ruleSpec = z.looseObject({ groups: z.array(z.looseObject({ rules: z.array(rule) })) });
const dashboard = z.looseObject({
  uid: z.string().max(40),
  title: z.string(),
  panels: z.array(
    z.looseObject({
      title: z.string(),
      targets: z.array(z.strictObject({ refId: z.string(), expr: z.string(), legendFormat: z.string() })).min(1),
    }),
  ),
});
const analysis = z.looseObject({
  metrics: z.array(
    z.looseObject({ provider: z.looseObject({ prometheus: z.looseObject({ query: z.string() }).optional() }) }),
  ),
});

const locations = (['local', 'staging', 'production'] as const).flatMap((environment) => {
  const platform = platformOf(environment);
  return platform.locations.map(({ name }) => ({ environment, name, manifests: locationManifests(platform, name) }));
});

const rulesOf = (manifests: readonly LooseManifest[]) =>
  manifests
    .filter(({ kind }) => kind === 'PrometheusRule')
    .flatMap(({ spec }) => ruleSpec.parse(spec).groups.flatMap(({ rules }) => rules));

const dashboardsOf = (manifests: readonly LooseManifest[]) =>
  manifests
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels['grafana_dashboard'] === '1')
    .flatMap((manifest) => Object.values(z.record(z.string(), z.string()).parse(manifest['data'])))
    .map((text) => dashboard.parse(JSON.parse(text)));

const analysisQueries = (manifests: readonly LooseManifest[]) =>
  manifests
    .filter(({ kind }) => kind === 'AnalysisTemplate')
    .flatMap(({ spec }) => analysis.parse(spec).metrics.flatMap(({ provider }) => provider.prometheus?.query ?? []))
    .map((query) => query.replace(/\{\{args\.[a-z-]+\}\}/g, '1'));

const kit = kitMetrics(process.cwd());
const exported = new Set(METRIC_SOURCES.flatMap(({ metrics }) => metrics));

describe.each(locations)('queries of $environment $name', ({ manifests }) => {
  const rules = rulesOf(manifests);
  const recorded = new Set(rules.flatMap(({ record }) => record ?? []));
  const expressions = [
    ...rules.map(({ expr }) => expr),
    ...dashboardsOf(manifests).flatMap(({ panels }) =>
      panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ),
    ...analysisQueries(manifests),
  ];

  it('read nothing that no rule records, no program of ours reports and no exporter exports', () => {
    expect(expressions.length).toBeGreaterThan(100);
    const read = [...new Set(expressions.flatMap(metricNames))].sort();
    expect(read.filter((name) => !recorded.has(name) && !kit.has(name) && !exported.has(name))).toEqual([]);
  });

  it('show every service and every part of the platform', () => {
    const uids = dashboardsOf(manifests).map(({ uid }) => uid);
    expect(uids).toEqual([...new Set(uids)]);
    for (const uid of ['platform-mesh', 'platform-kafka', 'platform-pooler', 'platform-cost', 'platform-delivery'])
      expect(uids).toContain(uid);
    expect(uids.filter((uid) => uid.startsWith('service-'))).toHaveLength(4);
  });
});

it('names no exporter metric that nothing reads', () => {
  const read = new Set(
    locations.flatMap(({ manifests }) => [
      ...rulesOf(manifests).map(({ expr }) => expr),
      ...dashboardsOf(manifests).flatMap(({ panels }) =>
        panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ),
      ...analysisQueries(manifests),
    ]),
  );
  const names = new Set([...read].flatMap(metricNames));
  expect([...exported].filter((name) => !names.has(name))).toEqual([]);
});
