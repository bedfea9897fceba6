import { describe, expect, it } from 'vitest';
import { TELEMETRY_COLLECTOR_PORT } from '../../../services/definition/names.js';
import { GATEWAY_CONFIGURATION, SAMPLER_CONFIGURATION } from './collector-configuration.js';
import { collectorSchema } from './collector-schema.js';
import { TRACE_STORE_CONFIGURATION } from './trace-store-configuration.js';

describe.each([
  ['first tier', GATEWAY_CONFIGURATION],
  ['sampler', SAMPLER_CONFIGURATION],
  ['trace store', TRACE_STORE_CONFIGURATION],
])('collector: %s', (_, configuration) => {
  it('has no unknown key, nothing missing and nothing unused', () => {
    expect(collectorSchema.safeParse(configuration).error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['an unknown key', { ...configuration, receiver: {} }],
    ['a pipeline without its exporter', { ...configuration, exporters: {} }],
  ])('would be refused with %s', (_what, broken) => {
    expect(collectorSchema.safeParse(broken).success).toBe(false);
  });
});

it('is refused with a processor that nothing uses', () => {
  const processors = { ...SAMPLER_CONFIGURATION.processors, attributes: { actions: [] } };
  expect(collectorSchema.safeParse({ ...SAMPLER_CONFIGURATION, processors }).success).toBe(false);
});

describe('traces', () => {
  it('come in where services send them', () => {
    expect(GATEWAY_CONFIGURATION.receivers.otlp.protocols.http?.endpoint).toBe(`0.0.0.0:${TELEMETRY_COLLECTOR_PORT}`);
  });

  it('are kept when they failed or were slow, and a share of the rest', () => {
    const policies = SAMPLER_CONFIGURATION.processors.tail_sampling?.policies ?? [];
    expect(policies.map(({ name }) => name)).toEqual(['errors', 'server-errors', 'slow', 'share']);
  });

  it('lose what could be a secret before they go anywhere', () => {
    const { processors, service } = GATEWAY_CONFIGURATION;
    const removed = processors.attributes?.actions.map(({ key }) => key);
    expect(removed).toEqual(
      expect.arrayContaining(['http.request.header.authorization', 'url.query', 'db.query.text']),
    );
    expect(service.pipelines.traces.processors.indexOf('attributes')).toBe(1);
  });
});
