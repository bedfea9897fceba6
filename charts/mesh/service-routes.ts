import type { IVirtualService } from '@kubernetes-models/istio/networking.istio.io/v1/VirtualService';
import { canaryService, clusterHost, stableService } from '../../services/definition/names.js';
import type { Service } from '../../services/definition/platform.js';
import { meshDuration } from './mesh-duration.js';
import type { Placement } from '../placement.js';

export type PublicRoute = Service['expose']['public'][number];
export type HttpRoute = NonNullable<NonNullable<IVirtualService['spec']>['http']>[number];

/** Name of the one route that carries calls inside the mesh. */
export const PRIMARY_ROUTE = 'primary';

export const meshVirtualService = (service: Service): string => service.name;
export const publicVirtualService = (service: Service, logicalHost: string): string => `${service.name}-${logicalHost}`;

/** Public routes by logical host, both in the order of the definition. */
export function routesByHost({ expose }: Service): Map<string, PublicRoute[]> {
  const hosts = new Map<string, PublicRoute[]>();
  for (const route of expose.public) hosts.set(route.host, [...(hosts.get(route.host) ?? []), route]);
  return hosts;
}

/** `/v1/transfers` → `v1-transfers` */
export const routeName = ({ path }: PublicRoute): string =>
  path
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();

/** The VirtualServices and routes whose two weights Argo Rollouts sets; every other route it leaves alone. */
export function managedRoutes({ service }: Placement): { name: string; routes: string[] }[] {
  const open = [...routesByHost(service)].map(([host, routes]) => ({
    name: publicVirtualService(service, host),
    routes: routes.filter(reachesService).map(routeName),
  }));
  return [
    { name: meshVirtualService(service), routes: [PRIMARY_ROUTE] },
    ...open.filter(({ routes }) => routes.length > 0),
  ];
}

/** A cohort of 0 sends everybody to the strangled system. */
export const reachesService = ({ strangles }: PublicRoute): boolean => strangles === null || strangles.cohort > 0;

/** True while some users still belong to the strangled system. */
export const reachesStrangled = ({ strangles }: PublicRoute): boolean => strangles !== null && strangles.cohort < 100;

/** Time limit and retries of a service, always written out: the mesh's own defaults retry what may not be repeated. */
export function resiliencePolicy({ resilience }: Service): Pick<HttpRoute, 'timeout' | 'retries'> {
  const { timeoutMs, retries } = resilience;
  const attempts = retries.on.length === 0 ? 0 : retries.attempts;
  return {
    timeout: meshDuration(timeoutMs),
    retries:
      attempts === 0
        ? { attempts: 0 }
        : { attempts, perTryTimeout: meshDuration(retries.perTryTimeoutMs), retryOn: retries.on.join(',') },
  };
}

/** Stable and canary; Argo Rollouts insists on exactly these two in a route that it manages. */
export function revisionDestinations(service: Service): NonNullable<HttpRoute['route']> {
  const port = { number: service.runtime.ports.http.port };
  const stable = { host: clusterHost(stableService(service.name), service.name), port };
  if (service.rollout.strategy === 'blue-green') return [{ destination: stable, weight: 100 }];
  const canary = { host: clusterHost(canaryService(service.name), service.name), port };
  return [
    { destination: stable, weight: 100 },
    { destination: canary, weight: 0 },
  ];
}
