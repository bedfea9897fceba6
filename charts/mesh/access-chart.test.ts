import { describe, expect, it } from 'vitest';
import { find, platformOf, serviceManifests } from '../testing/synthesized.js';
import { pathTemplate } from './access-rules.js';

const production = platformOf('production');

describe('access to a service', () => {
  it('is what callers declared and the service exposes, one rule an operation', () => {
    for (const service of production.services) {
      const manifests = serviceManifests(production, service.name, 'use1');
      const declared = production.calls
        .filter(({ callee }) => callee === service.name)
        .flatMap(({ principal, operations }) =>
          operations.map(({ methods, path }) => ({
            from: [{ source: { principals: [principal] } }],
            to: [{ operation: { methods: [...methods], paths: [pathTemplate(path)] } }],
          })),
        );
      const policies = manifests.filter(
        ({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.name === 'callers',
      );
      expect(policies.flatMap(({ spec }) => spec['rules'])).toEqual(declared);
    }
  });

  it('is closed by default, and needs mutual TLS', () => {
    const manifests = serviceManifests(production, 'fraud', 'euw4');
    expect(find(manifests, 'AuthorizationPolicy', 'default-deny').spec).toEqual({});
    expect(find(manifests, 'PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'STRICT' } });
  });

  it('through the gateway takes a verified token unless the route is anonymous', () => {
    const manifests = serviceManifests(production, 'notification', 'euw4');
    const gateway = 'production.finflow.example/ns/istio-ingress/sa/public-gateway';
    expect(find(manifests, 'AuthorizationPolicy', 'public-routes').spec['rules']).toEqual([
      {
        from: [{ source: { principals: [gateway], requestPrincipals: ['https://eu.finflow.example/*'] } }],
        to: [
          {
            operation: {
              methods: ['GET', 'PATCH'],
              paths: ['/v1/notification-preferences', '/v1/notification-preferences/*'],
            },
          },
        ],
      },
      {
        from: [{ source: { principals: [gateway] } }],
        to: [{ operation: { methods: ['POST'], paths: ['/v1/webhooks/delivery', '/v1/webhooks/delivery/*'] } }],
      },
    ]);
    expect(find(manifests, 'RequestAuthentication', 'access-tokens').spec).toMatchObject({
      jwtRules: [
        {
          issuer: 'https://eu.finflow.example',
          jwksUri: 'http://auth.auth.svc.cluster.local:8080/.well-known/jwks.json',
        },
      ],
    });
  });

  it('to the token keys is for proxies that verify tokens', () => {
    const { spec } = find(serviceManifests(production, 'auth', 'use1'), 'AuthorizationPolicy', 'token-keys');
    expect(JSON.stringify(spec)).toContain('/.well-known/jwks.json');
    expect(JSON.stringify(spec)).toContain('production.finflow.example/ns/ledger/sa/ledger');
  });
});

it.each([
  ['/v1/accounts/*', '/v1/accounts/{*}'],
  ['/v1/users/*/contact', '/v1/users/{*}/contact'],
  ['/v1/users/{user_id}/contact', '/v1/users/{*}/contact'],
  ['/v1/accounts', '/v1/accounts'],
  ['/finflow.ledger.v1.Ledger/GetAccount', '/finflow.ledger.v1.Ledger/GetAccount'],
])('%s is matched as %s', (path, template) => {
  expect(pathTemplate(path)).toBe(template);
});
