import type { Service } from './platform.js';

/** What decides who reads the archives of a location. */
interface Paired {
  readonly name: string;
  readonly jurisdiction: string;
  readonly standby?: string | null | undefined;
}

/**
 * Locations of the other cloud that read what the databases of a location archive: the one that takes over from it, and those it takes over
 * from, which catch up before they get their books back. All of one jurisdiction.
 */
export function readersOf<T extends Paired>(locations: readonly T[], name: string): T[] {
  const home = locations.find((location) => location.name === name);
  if (home === undefined) return [];
  return locations.filter(
    (other) =>
      other.jurisdiction === home.jurisdiction &&
      other.name !== name &&
      (home.standby === other.name || other.standby === name),
  );
}

/** Services with a database in both locations: the only ones that read one's archives from the other. */
export function archivingInBoth(services: readonly Service[], home: string, reader: string): readonly Service[] {
  return services.filter(
    ({ data, locations }) => data.postgres !== null && locations.includes(home) && locations.includes(reader),
  );
}
