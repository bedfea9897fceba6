import type { Platform, Service } from '../../../services/definition/platform.js';

type Exposed = Service['expose']['public'][number];

/** One public path of a service, with every host name under which clients reach it. */
export interface PublicRoute extends Pick<Exposed, 'path' | 'methods' | 'waf' | 'rateLimit'> {
  /** Stable among the routes of a platform: `ledger-api-v1-accounts-get-post`. */
  readonly id: string;
  readonly service: string;
  readonly hosts: readonly string[];
}

/** Every route that services of the platform declare public, ordered by id; a route without a host is not reachable. */
export function publicRoutes(platform: Platform): PublicRoute[] {
  return platform.services
    .flatMap((service) => service.expose.public.map((exposed) => publicRoute(platform, service, exposed)))
    .filter(({ hosts }) => hosts.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function publicRoute(platform: Platform, service: Service, exposed: Exposed): PublicRoute {
  const { host, path, waf, rateLimit } = exposed;
  const methods = [...exposed.methods].sort();
  const words = [service.name, host, ...path.split(/[^A-Za-z0-9]+/), ...methods];
  return {
    id: words
      .filter((word) => word !== '')
      .join('-')
      .toLowerCase(),
    service: service.name,
    hosts: hostNames(platform, service, host),
    path,
    methods,
    waf,
    rateLimit,
  };
}

/** Host names of the jurisdictions in which the service runs. */
function hostNames({ jurisdictions }: Platform, service: Service, host: string): string[] {
  return jurisdictions
    .filter(({ locations }) => locations.some((name) => service.locations.includes(name)))
    .flatMap(({ hosts }) => hosts[host] ?? [])
    .sort();
}
