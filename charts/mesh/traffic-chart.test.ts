import { describe, expect, it } from 'vitest';
import type { Platform } from '../../services/definition/platform.js';
import { find, platformOf, serviceManifests, type LooseManifest } from '../testing/synthesized.js';

interface Route {
  readonly name: string;
  readonly match?: readonly object[];
  readonly route: readonly { readonly destination: { readonly host: string }; readonly weight?: number }[];
  readonly timeout: string;
  readonly retries: object;
}

const production = platformOf('production');
const routesOf = (manifest: LooseManifest): Route[] => manifest.spec['http'] as Route[];

function withCohort(cohort: number): Platform {
  return {
    ...production,
    services: production.services.map((service) => ({
      ...service,
      expose: {
        ...service.expose,
        public: service.expose.public.map((route) =>
          route.strangles === null ? route : { ...route, strangles: { ...route.strangles, cohort } },
        ),
      },
    })),
  };
}

describe('routes', () => {
  it('have a time limit and retries everywhere', () => {
    const routes = production.services
      .flatMap(({ name }) => serviceManifests(production, name, 'use1'))
      .filter(({ kind }) => kind === 'VirtualService')
      .flatMap(routesOf);
    for (const { timeout, retries } of routes) {
      expect(timeout).toMatch(/^\d+m?s$/);
      expect(retries).toHaveProperty('attempts');
    }
  });

  it('that Argo Rollouts manages exist and have exactly stable and canary', () => {
    for (const { name } of production.services) {
      const manifests = serviceManifests(production, name, 'usc1');
      const { spec } = find(manifests, 'Rollout', name);
      const { canary } = spec['strategy'] as {
        canary: { trafficRouting: { istio: { virtualServices: { name: string; routes: string[] }[] } } };
      };
      for (const managed of canary.trafficRouting.istio.virtualServices) {
        const routes = routesOf(find(manifests, 'VirtualService', managed.name));
        for (const wanted of managed.routes) {
          const destinations = routes.find((route) => route.name === wanted)?.route;
          expect(destinations?.map(({ destination, weight }) => [destination.host.split('.')[0], weight])).toEqual([
            [`${name}-stable`, 100],
            [`${name}-canary`, 0],
          ]);
        }
      }
    }
  });

  it('send the cohorts that are not served yet to the strangled system, by an unmanaged route', () => {
    const routes = routesOf(find(serviceManifests(production, 'auth', 'use1'), 'VirtualService', 'auth-api'));
    const [own, strangled] = routes.filter(({ name }) => name.startsWith('v1-users'));
    expect(own?.match?.[0]).toMatchObject({
      headers: { '@request.auth.claims.cohort': { regex: '[0-1][0-9]|2[0-4]' } },
    });
    expect(strangled?.route.map(({ destination }) => destination.host)).toEqual(['monolith.internal.finflow.example']);
    expect(routes.indexOf(own!)).toBeLessThan(routes.indexOf(strangled!));
  });

  it('forget the strangled system at 100 percent', () => {
    const manifests = serviceManifests(withCohort(100), 'ledger', 'use1');
    expect(JSON.stringify(manifests.filter(({ kind }) => kind !== 'ConfigMap'))).not.toContain('monolith');
    expect(JSON.stringify(manifests)).not.toContain('@request.auth.claims');
  });

  it('leave everybody on the strangled system at 0 percent', () => {
    const manifests = serviceManifests(withCohort(0), 'ledger', 'use1');
    const names = routesOf(find(manifests, 'VirtualService', 'ledger-api')).map(({ name }) => name);
    expect(names).toEqual(['v1-movements', 'v1-transfers-strangled', 'v1-accounts', 'v1-books']);
    expect(JSON.stringify(find(manifests, 'Rollout', 'ledger').spec['strategy'])).not.toContain('v1-transfers');
  });
});

describe('destinations', () => {
  it('have circuit breakers from the definition and mutual TLS', () => {
    expect(find(serviceManifests(production, 'ledger', 'use1'), 'DestinationRule', 'ledger').spec).toMatchObject({
      trafficPolicy: {
        tls: { mode: 'ISTIO_MUTUAL' },
        connectionPool: { tcp: { maxConnections: 400 }, http: { http1MaxPendingRequests: 100 } },
        outlierDetection: { consecutive5xxErrors: 5, baseEjectionTime: '30s', maxEjectionPercent: 34 },
      },
    });
  });
});
