import { describe, expect, it } from 'vitest';
import { found, platformOf, resourceOf, resourcesOf, synthesized } from '../../testing/synthesized-stacks.js';
import { publicRoutes } from './public-routes.js';

interface Rule {
  readonly ref: string;
  readonly action: string;
  readonly expression: string;
}

const platform = platformOf('production');
const routes = publicRoutes(platform);
const owner = found(synthesized([platform]).get('production-us-edge'), 'us');
const rulesOf = (name: string) => resourceOf(owner, 'cloudflare_ruleset', name)['rules'] as readonly Rule[];

describe('what exists once in a zone', () => {
  it('encrypts strictly from client to origin', () => {
    const settings = Object.values(resourcesOf(owner, 'cloudflare_zone_setting'));
    const values = Object.fromEntries(settings.map(({ setting_id, value }) => [String(setting_id), value]));
    expect(values).toMatchObject({
      ssl: 'strict',
      min_tls_version: '1.2',
      tls_1_3: 'on',
      '0rtt': 'off',
      always_use_https: 'on',
      automatic_https_rewrites: 'on',
      security_header: { strict_transport_security: { enabled: true, max_age: 31_536_000 } },
    });
  });

  it("presents the zone's own certificate to origins, whose key is no literal", () => {
    expect(
      resourceOf(owner, 'cloudflare_authenticated_origin_pulls_certificate', 'origin-pull-certificate'),
    ).toMatchObject({
      certificate: '${var.origin_pull_certificate}',
      private_key: '${var.origin_pull_private_key}',
    });
  });

  it('owns each phase of the zone once', () => {
    const phases = Object.values(resourcesOf(owner, 'cloudflare_ruleset')).map(({ phase }) => phase);
    expect(phases.sort()).toEqual(['http_ratelimit', 'http_request_firewall_custom', 'http_request_firewall_managed']);
  });

  it('admits every declared route of both jurisdictions and refuses the rest last', () => {
    const rules = rulesOf('declared-routes');
    const admitted = rules.filter(({ action }) => action === 'skip');
    expect(admitted.map(({ ref }) => ref)).toEqual(routes.map(({ id }) => `route-${id}`));
    expect(
      admitted.every(({ expression }) =>
        expression.includes('http.host in {"api.finflow.example" "eu.finflow.example"}'),
      ),
    ).toBe(true);
    expect(rules.at(0)).toMatchObject({ ref: 'unknown-host', action: 'block' });
    expect(rules.at(-1)).toMatchObject({
      action: 'block',
      expression: 'http.host in {"api.finflow.example" "eu.finflow.example"}',
    });
    expect(new Set(rules.map(({ ref }) => ref)).size).toBe(rules.length);
  });

  it('names declared methods and path of a route', () => {
    expect(
      rulesOf('declared-routes').find(({ ref }) => ref === 'route-ledger-api-v1-transfers-get-post')?.expression,
    ).toBe(
      'http.request.method in {"GET" "POST"} and (http.host in {"api.finflow.example" "eu.finflow.example"} and ' +
        '(http.request.uri.path eq "/v1/transfers" or starts_with(http.request.uri.path, "/v1/transfers/")))',
    );
  });

  it('judges strict routes more strictly, and all others too', () => {
    const [cloudflare, owasp, strict] = rulesOf('managed-rules');
    expect(cloudflare).toMatchObject({ action: 'execute', expression: 'true' });
    expect(owasp).toMatchObject({
      expression: 'true',
      action_parameters: { overrides: { rules: [{ score_threshold: 40 }] } },
    });
    expect(strict).toMatchObject({ action_parameters: { overrides: { rules: [{ score_threshold: 25 }] } } });
    expect(strict?.expression).toContain('/v1/transfers');
    expect(strict?.expression).not.toContain('/v1/webhooks/delivery');
  });

  it('limits every declared route at its declared rate', () => {
    const rules = rulesOf('rate-limits');
    expect(rules).toHaveLength(routes.length);
    expect(rules.find(({ ref }) => ref === 'rate-ledger-api-v1-transfers-get-post')).toMatchObject({
      action: 'block',
      ratelimit: { characteristics: ['ip.src', 'cf.colo.id'], period: 60, requests_per_period: 100 },
    });
  });
});
