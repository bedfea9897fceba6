import type { Placement } from '../placement.js';
import type { PublicRoute } from './service-routes.js';

/** Where the gateway sends the cohorts that are not served here yet. */
export function strangledDestination({ platform }: Placement, { strangles }: PublicRoute) {
  const external = platform.externals.find(({ name }) => name === strangles?.service);
  const host = external?.hosts[0];
  if (external === undefined || host === undefined) throw new RangeError(`${strangles?.service} is not registered`);
  return { host, port: { number: external.port } };
}
