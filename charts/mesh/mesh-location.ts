import { TOKEN_SERVICE } from '../../services/definition/names.js';
import type { External, Location, Platform, Service } from '../../services/definition/platform.js';
import type { Placement } from '../placement.js';
import { reachesStrangled } from './service-routes.js';

/** One location with what its public gateway needs to know. */
export interface MeshLocation {
  readonly platform: Platform;
  readonly location: Location;
  readonly publicHosts: Placement['publicHosts'];
  readonly tokenService: Service | undefined;
  /** Services of the location that have public routes, sorted by name. */
  readonly publicServices: readonly Service[];
  /** Systems that still serve a part of the public routes, sorted by name. */
  readonly strangled: readonly External[];
}

export function meshLocation(platform: Platform, location: Location): MeshLocation {
  const placed = platform.services.filter(({ locations }) => locations.includes(location.name));
  const publicServices = placed.filter(({ expose }) => expose.public.length > 0);
  const strangled = new Set(
    publicServices.flatMap(({ expose }) =>
      expose.public.filter(reachesStrangled).map(({ strangles }) => strangles?.service),
    ),
  );
  return {
    platform,
    location,
    publicHosts: platform.jurisdictions.find(({ name }) => name === location.jurisdiction)?.hosts ?? {},
    tokenService: placed.find(({ name }) => name === TOKEN_SERVICE),
    publicServices,
    strangled: platform.externals.filter(({ name }) => strangled.has(name)),
  };
}
