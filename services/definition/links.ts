import * as names from './names.js';

/** What decides whether two locations are joined. */
interface Joinable {
  readonly name: string;
  readonly cloud: 'aws' | 'gcp';
  readonly jurisdiction: string;
}

/** Two locations of one jurisdiction whose networks are joined; `from` is an AWS location. */
export interface Link<T> {
  /** `use1-usc1` */
  readonly scope: string;
  readonly from: T;
  readonly to: T;
}

/**
 * The links of an environment: every two locations of one jurisdiction, unless both are on Google Cloud, whose networks would be joined
 * by a peering of their own. Nothing joins two jurisdictions.
 */
export function linksOf<T extends Joinable>(locations: readonly T[]): Link<T>[] {
  return locations.flatMap((location, index) =>
    locations
      .slice(index + 1)
      .filter(
        ({ jurisdiction, cloud }) => jurisdiction === location.jurisdiction && [cloud, location.cloud].includes('aws'),
      )
      .map((other) => {
        const [from, to] = location.cloud === 'aws' ? [location, other] : [other, location];
        return { scope: names.linkScope(from.name, to.name), from, to };
      }),
  );
}

/** The locations at the other ends of a location's links. */
export function peersOf<T extends Joinable>(locations: readonly T[], name: string): T[] {
  return linksOf(locations).flatMap(({ from, to }) => (from.name === name ? [to] : to.name === name ? [from] : []));
}

interface Addressed {
  readonly addresses: { readonly network: string; readonly pods: string };
}

/**
 * What of a location its peers reach: nodes, pods and internal load balancers. Service addresses mean something only inside of a cluster,
 * and the control plane answers its own location.
 */
export function linkedRanges({ addresses }: Addressed): readonly { readonly name: string; readonly cidr: string }[] {
  return [
    { name: 'network', cidr: addresses.network },
    { name: 'pods', cidr: addresses.pods },
  ];
}
