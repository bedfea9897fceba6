/** What decides how much a location must be able to carry. */
interface Carrier {
  readonly name: string;
  readonly cloud: 'aws' | 'gcp';
  readonly jurisdiction: string;
  /** Always up, as a part of the jurisdiction's peak. */
  readonly provisioned: number;
  readonly zones: readonly string[];
}

interface Pool {
  readonly vcpu: number;
  readonly minPerZone: number;
  readonly maxPerZone: number;
}

/**
 * The part of its jurisdiction's peak that a location carries after the other cloud is lost: locations of the cloud that is left share the
 * whole of it in proportion to what each has up, or evenly where none has anything up.
 */
export function takeoverShare(location: Carrier, locations: readonly Carrier[]): number {
  const left = locations.filter(
    ({ cloud, jurisdiction }) => cloud === location.cloud && jurisdiction === location.jurisdiction,
  );
  const up = left.reduce((sum, { provisioned }) => sum + provisioned, 0);
  return up === 0 ? 1 / left.length : location.provisioned / up;
}

/**
 * Machines of a pool that a zone needs at takeover: `minPerZone` carry what is provisioned, so ⌈minPerZone · takeover share / provisioned⌉
 * carry the rest as well, as far as the pool may grow. Where nothing is provisioned, all that the pool may have.
 */
export function takeoverPerZone(pool: Pool, location: Carrier, locations: readonly Carrier[]): number {
  if (location.provisioned === 0) return pool.maxPerZone;
  const needed = Math.ceil((pool.minPerZone * takeoverShare(location, locations)) / location.provisioned);
  return Math.min(Math.max(needed, pool.minPerZone), pool.maxPerZone);
}

/**
 * Machines of a pool that are reserved in each zone: all that takeover needs, because the nodes that are always up fill open reservations
 * first (EC2 User Guide, "On-Demand Capacity Reservations"). None where what is up suffices.
 */
export function reservedPerZone(pool: Pool, location: Carrier, locations: readonly Carrier[]): number {
  const needed = takeoverPerZone(pool, location, locations);
  return needed > pool.minPerZone ? needed : 0;
}

/** Virtual CPUs of a location with every pool at its limit, and one machine more for each pool and zone while nodes are replaced. */
export function vcpusAtLimit({
  nodePools,
  zones,
}: Pick<Carrier, 'zones'> & { readonly nodePools: readonly Pool[] }): number {
  return nodePools.reduce((sum, { vcpu, maxPerZone }) => sum + vcpu * (maxPerZone + 1) * zones.length, 0);
}
