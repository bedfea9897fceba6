import type { Location, Platform, Service } from '../../services/definition/platform.js';

/** A location with what is watched there. */
export interface ObservedLocation {
  readonly platform: Platform;
  readonly location: Location;
  /** Services of the location, sorted by name. */
  readonly services: readonly Service[];
  /** The jurisdiction's other locations; nobody looks across the border of a jurisdiction. */
  readonly peers: readonly Location[];
}

export const observedLocation = (platform: Platform, location: Location): ObservedLocation => ({
  platform,
  location,
  services: platform.services.filter(({ locations }) => locations.includes(location.name)),
  peers: platform.locations.filter(
    ({ name, jurisdiction }) => name !== location.name && jurisdiction === location.jurisdiction,
  ),
});
