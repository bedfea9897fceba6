import type { Call, External, Location, Platform, Service, Topic } from '../services/definition/platform.js';

/** A service in one location with everything it is connected to: what the charts of a service are made from. */
export interface Placement {
  readonly platform: Platform;
  readonly location: Location;
  readonly service: Service;
  /** Declared calls of services in the same location to this one. */
  readonly callers: readonly Call[];
  /** Services of the same location that this one may call. */
  readonly callees: readonly Service[];
  /** External systems that this one may call, sorted by name. */
  readonly externals: readonly External[];
  readonly produces: readonly Topic[];
  readonly consumes: readonly Topic[];
  /** Public host name of each logical host, in the location's jurisdiction. */
  readonly publicHosts: Readonly<Record<string, string>>;
  /** The service that issues access tokens, unless the location has none. */
  readonly tokenService: Service | undefined;
  /** Services of the location whose proxies verify access tokens; they all fetch the keys. */
  readonly tokenVerifiers: readonly Service[];
}

/** True when the service has a public route that asks for an access token. */
export const verifiesTokens = (service: Service): boolean => service.expose.public.some(({ anonymous }) => !anonymous);

/** Public host name behind a logical one; the definitions' checks guarantee that it exists. */
export function publicHost(hosts: Placement['publicHosts'], logical: string): string {
  const host = hosts[logical];
  if (host === undefined) throw new RangeError(`no jurisdiction maps the host ${logical}`);
  return host;
}
