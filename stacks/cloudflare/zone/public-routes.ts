import type { Platform, Service } from '../../../services/definition/platform.js';

type Exposed = Service['expose']['public'][number];

/** A path on some hosts: what a route claims of the requests of a zone. */
export interface Claim {
  readonly hosts: readonly string[];
  /** Matches itself and everything below it, at whole segments; ends with no slash. */
  readonly path: string;
}

/** One public path of a service, with every host name under which clients reach it. */
export interface PublicRoute extends Claim, Pick<Exposed, 'methods' | 'waf' | 'rateLimit'> {
  /** Stable among the routes of a platform: `ledger-api-v1-accounts-get-post`. */
  readonly id: string;
  readonly service: string;
  /** Claims of other routes below this one, which leave their requests to those routes. */
  readonly moreSpecific: readonly Claim[];
}

/** Every route that services of the platform declare public, ordered by id; a route without a host is not reachable. */
export function publicRoutes(platform: Platform): PublicRoute[] {
  const routes = platform.services
    .flatMap((service) => service.expose.public.map((exposed) => declaredRoute(platform, service, exposed)))
    .filter(({ hosts }) => hosts.length > 0);
  return withMoreSpecific(routes).sort((a, b) => (a.id < b.id ? -1 : 1));
}

type DeclaredRoute = Omit<PublicRoute, 'moreSpecific'>;

function declaredRoute(platform: Platform, service: Service, exposed: Exposed): DeclaredRoute {
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
    // `/v1/accounts/*` and `/v1/accounts/` mean what `/v1/accounts` means.
    path: path.replace(/\/\*?$/, ''),
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

/** Ordered by segments, the routes below a route follow it directly: no route is compared with all others. */
export function withMoreSpecific(routes: readonly DeclaredRoute[]): PublicRoute[] {
  const segments = ({ path }: Claim) => path.replaceAll('/', '\u0000');
  const ordered = [...routes].sort((a, b) => (segments(a) < segments(b) ? -1 : 1));
  return ordered.map((route, position) => {
    const moreSpecific: Claim[] = [];
    for (let next = position + 1; next < ordered.length; next += 1) {
      const other = ordered[next];
      if (other === undefined || (other.path !== route.path && !other.path.startsWith(`${route.path}/`))) break;
      const shared = other.hosts.filter((host) => route.hosts.includes(host));
      if (other.path !== route.path && shared.length > 0) moreSpecific.push({ path: other.path, hosts: shared });
    }
    return { ...route, moreSpecific };
  });
}
