import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { edgeTls } from './edge-tls.js';

const ZONE = '0b';

const edge = (settings: Readonly<Record<string, string>>, pulls: boolean, monitorType = 'https') => ({
  stacks: {
    'example-us-edge': {
      resource: {
        cloudflare_load_balancer: { api: { name: 'api.finflow.example', zone_id: ZONE } },
        cloudflare_zone_setting: Object.fromEntries(
          Object.entries(settings).map(([setting_id, value]) => [setting_id, { setting_id, value, zone_id: ZONE }]),
        ),
        cloudflare_authenticated_origin_pulls_settings: { pulls: { enabled: pulls, zone_id: ZONE } },
        cloudflare_load_balancer_monitor: { monitor: { type: monitorType, allow_insecure: false } },
      },
    },
  },
});
const good = { min_tls_version: '1.2', ssl: 'strict', always_use_https: 'on' };

describe('ENC-005 edge TLS', () => {
  it('passes a zone that verifies both legs', () => {
    expect(outcomesOf(edgeTls, edge(good, true))).toEqual(['pass']);
  });

  it.each([
    [
      edge({ ...good, min_tls_version: '1.0' }, true),
      'min_tls_version is 1.0: clients may use a TLS version below 1.2',
    ],
    [edge({ ...good, ssl: 'flexible' }, true), 'ssl is flexible: certificates of the origins are not verified'],
    [edge({ min_tls_version: '1.2', ssl: 'strict' }, true), 'always_use_https is not set: plain HTTP is answered'],
    [edge(good, false), 'authenticated origin pulls are off'],
    [edge(good, true, 'http'), 'health is asked over http'],
  ])('fails a weaker zone', (artifacts, message) => {
    expect(messagesOf(edgeTls, artifacts)).toEqual([message]);
  });

  it('does not guess a setting', () => {
    expect(outcomesOf(edgeTls, edge({ ...good, ssl: '${var.ssl}' }, true))).toEqual(['unknown']);
  });

  it('is not applicable without an edge', () => {
    expect(outcomesOf(edgeTls, {})).toEqual(['not-applicable']);
  });
});
