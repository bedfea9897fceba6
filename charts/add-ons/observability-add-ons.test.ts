import { describe, expect, it } from 'vitest';
import type { AddOn } from './add-on.js';
import { customResourceSchema } from '../validation/custom-resource-schemas.js';
import { validateManifest } from '../validation/validate-manifest.js';
import { platformOf } from '../testing/synthesized.js';
import { addOns } from './add-ons.js';
import { elasticsearchSpec, kibanaSpec } from './log-store.js';
import { releaseOf } from './releases.js';

const environments = ['local', 'staging', 'production'] as const;
const places = environments.flatMap((environment) => {
  const platform = platformOf(environment);
  return platform.locations.map((location) => ({ environment, name: location.name, platform, location }));
});
const valuesOf = (list: readonly AddOn[], release: string): string =>
  JSON.stringify(list.find((addOn) => addOn.release === release)?.values);

describe.each(places)('add-ons of $environment $name', ({ platform, location }) => {
  const list = addOns(platform, location);

  it('are released, once each', () => {
    const names = list.map(({ release }) => release);
    expect(names).toEqual([...new Set(names)]);
    for (const name of names) expect(releaseOf(name).version).toMatch(/^v?\d+\.\d+\.\d+$/);
  });

  it('ask Elasticsearch and Kibana for what their definitions know', () => {
    const objects = [
      {
        apiVersion: 'elasticsearch.k8s.elastic.co/v1',
        kind: 'Elasticsearch',
        spec: elasticsearchSpec(platform, location),
      },
      { apiVersion: 'kibana.k8s.elastic.co/v1', kind: 'Kibana', spec: kibanaSpec(platform, location) },
    ];
    for (const object of objects) {
      expect(customResourceSchema(object.apiVersion, object.kind)).toBeDefined();
      expect(() => {
        validateManifest({ ...object, metadata: { name: 'telemetry' } });
      }).not.toThrow();
      expect(() => {
        validateManifest({ ...object, spec: { ...object.spec, unknown: 1 }, metadata: { name: 'telemetry' } } as never);
      }).toThrow(/unknown/);
    }
  });

  it('keep metrics, logs and traces as long as declared', () => {
    const { metricsDays, tracesDays } = platform.environment.retention;
    expect(valuesOf(list, 'victoria-metrics-cluster')).toContain(`"retentionPeriod":"${metricsDays}d"`);
    expect(valuesOf(list, 'jaeger')).toContain(`"numberOfDays":${tracesDays}`);
  });

  it('hold no password', () => {
    expect(JSON.stringify(list)).not.toMatch(/"(?:password|adminPassword|clientSecret)":"[^$]/);
  });
});
