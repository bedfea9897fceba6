import { describe, expect, it } from 'vitest';
import {
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const platform = platformOf('production');
const stacks = synthesized([platform]);
const us = found(stacks.get('production-us-edge'), 'us');
const eu = found(stacks.get('production-eu-edge'), 'eu');
const pool = (host: string, location: string) => `\${cloudflare_load_balancer_pool.pool-${host}-${location}.id}`;

describe('the edge of a jurisdiction', () => {
  it('consists of these resources, and the zone belongs to one stack only', () => {
    expect(resourceCounts(eu)).toEqual({
      cloudflare_dns_record: 8,
      cloudflare_load_balancer: 1,
      cloudflare_load_balancer_monitor: 1,
      cloudflare_load_balancer_pool: 2,
      cloudflare_logpush_job: 2,
      cloudflare_notification_policy: 2,
      cloudflare_r2_bucket: 1,
      cloudflare_r2_bucket_lifecycle: 1,
      cloudflare_r2_bucket_lock: 1,
      cloudflare_regional_hostname: 9,
      cloudflare_zero_trust_access_application: 8,
      cloudflare_zero_trust_access_policy: 1,
    });
    expect(resourceCounts(us)).toMatchObject({
      cloudflare_authenticated_origin_pulls_certificate: 1,
      cloudflare_authenticated_origin_pulls_settings: 1,
      cloudflare_load_balancer_pool: 3,
      cloudflare_ruleset: 3,
      cloudflare_url_normalization_settings: 1,
      cloudflare_zone_dnssec: 1,
      cloudflare_zone_setting: 8,
    });
  });

  it('steers EU users to EU locations, also when every one of them is unhealthy', () => {
    expect(resourceOf(eu, 'cloudflare_load_balancer', 'load-balancer-api')).toMatchObject({
      name: 'eu.finflow.example',
      proxied: true,
      default_pools: [pool('api', 'euw4'), pool('api', 'euc1')],
      fallback_pool: pool('api', 'euw4'),
      session_affinity: 'none',
    });
    const origins = Object.values(resourcesOf(eu, 'cloudflare_load_balancer_pool')).map(({ origins: own }) => own);
    expect(origins).toMatchObject([
      [{ name: 'euc1', address: 'origin-euc1.finflow.example', header: { host: ['eu.finflow.example'] } }],
      [{ name: 'euw4', address: 'origin-euw4.finflow.example', header: { host: ['eu.finflow.example'] } }],
    ]);
  });

  it('steers US users by latency, and falls back to the location with most capacity', () => {
    const balancer = resourceOf(us, 'cloudflare_load_balancer', 'load-balancer-api');
    expect(balancer).toMatchObject({
      steering_policy: 'dynamic_latency',
      default_pools: [pool('api', 'usc1'), pool('api', 'use1'), pool('api', 'usw2')],
      fallback_pool: pool('api', 'usc1'),
    });
    expect(balancer['random_steering']).toBeUndefined();
  });

  it('weighs pools by share where steering is random, and never leaves a standby without weight', () => {
    const random = {
      ...platform,
      jurisdictions: platform.jurisdictions.map((of) => ({ ...of, steering: 'random' as const })),
    };
    const balancer = resourceOf(
      found(synthesized([random]).get('production-eu-edge'), 'eu'),
      'cloudflare_load_balancer',
      'load-balancer-api',
    );
    expect(balancer['random_steering']).toEqual({
      default_weight: 0.01,
      pool_weights: { [pool('api', 'euw4')]: 1, [pool('api', 'euc1')]: 0.01 },
    });
  });

  it('probes origins over verified TLS with the client certificate of the zone', () => {
    expect(resourceOf(us, 'cloudflare_load_balancer_monitor', 'monitor-api')).toMatchObject({
      type: 'https',
      path: '/edge-health',
      expected_codes: '200',
      follow_redirects: false,
      allow_insecure: false,
      probe_zone: 'finflow.example',
    });
  });

  it('ends TLS inside of a jurisdiction that demands it, for admin tools too', () => {
    const hosts = Object.values(resourcesOf(eu, 'cloudflare_regional_hostname')).map(({ hostname }) => hostname);
    expect(hosts).toContain('eu.finflow.example');
    expect(hosts).toContain('argocd-euw4.finflow.example');
    expect(us.resource['cloudflare_regional_hostname']).toBeUndefined();
  });

  it('guards every admin tool of every location with several factors before its name resolves', () => {
    const tools = ['argocd', 'grafana', 'jaeger', 'kibana'];
    const ids = ['use1', 'usw2', 'usc1'].flatMap((location) => tools.map((tool) => `${tool}-${location}`));
    for (const id of ids) {
      expect(resourceOf(us, 'cloudflare_zero_trust_access_application', `access-${id}`)).toMatchObject({
        domain: `${id}.finflow.example`,
        policies: [{ id: '${cloudflare_zero_trust_access_policy.admin-policy.id}', precedence: 1 }],
        session_duration: '1h',
      });
      expect(resourceOf(us, 'cloudflare_dns_record', `address-${id}`)).toMatchObject({
        proxied: true,
        depends_on: [`cloudflare_zero_trust_access_application.access-${id}`],
      });
    }
    expect(resourceOf(us, 'cloudflare_zero_trust_access_policy', 'admin-policy')).toMatchObject({
      decision: 'allow',
      include: [{ oidc: { claim_value: 'platform-engineers' } }],
      require: [{ login_method: {} }, { auth_method: { auth_method: 'mfa' } }],
    });
  });

  it('keeps what happened to the requests of its own hosts, where they belong and as long as audit logs', () => {
    const { auditLogsDays } = platform.environment.retention;
    expect(resourceOf(eu, 'cloudflare_r2_bucket', 'logs')).toMatchObject({ jurisdiction: 'eu' });
    expect(resourceOf(eu, 'cloudflare_r2_bucket_lock', 'logs-lock')['rules']).toMatchObject([
      { enabled: true, prefix: '', condition: { type: 'Age', max_age_seconds: auditLogsDays * 86_400 } },
    ]);
    for (const [stack, host] of [
      [us, 'api.finflow.example'],
      [eu, 'eu.finflow.example'],
    ] as const) {
      for (const job of Object.values(resourcesOf(stack, 'cloudflare_logpush_job'))) {
        expect(JSON.parse(String(job['filter']))).toMatchObject({ where: { value: [host] } });
        expect(JSON.stringify(job['output_options'])).not.toMatch(/Query|URI|Header|Cookie/);
        expect(job['destination_conf']).toContain('${var.edge_logs_secret_access_key}');
      }
    }
  });
});
