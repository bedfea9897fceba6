import type { Location, Platform } from '../../services/definition/platform.js';

export type Cloud = Location['cloud'];

/** A state of the world that a month is estimated for. */
export interface Mode {
  readonly name: string;
  /** The cloud that is gone. */
  readonly lost: Cloud | null;
}

export const NORMAL: Mode = { name: 'normal', lost: null };

/** The loss of each cloud, where the environment promises to survive it. */
export function survivorModes({ environment, locations }: Platform): readonly Mode[] {
  const clouds = [...new Set(locations.map(({ cloud }) => cloud))].sort();
  if (environment.recovery.survives !== 'cloud' || clouds.length < 2) return [];
  return clouds.map((lost) => ({ name: `without ${lost}`, lost }));
}

/** Part of its jurisdiction's load that a location carries: its share, or its part of everything that the lost cloud left. */
export function loadOf(platform: Platform, location: Location, mode: Mode): number {
  if (mode.lost === null) return location.share;
  if (location.cloud === mode.lost) return 0;
  const survivors = platform.locations.filter(
    ({ jurisdiction, cloud }) => jurisdiction === location.jurisdiction && cloud !== mode.lost,
  );
  const provisioned = survivors.reduce((total, survivor) => total + survivor.provisioned, 0);
  return provisioned === 0 ? 1 / survivors.length : location.provisioned / provisioned;
}

/** The most that a location is built to carry, as a part of its jurisdiction's peak: its load after the worse loss. */
export function fullLoadOf(platform: Platform, location: Location): number {
  const afterLoss = survivorModes(platform).map((mode) => loadOf(platform, location, mode));
  return Math.max(location.provisioned, location.share, ...afterLoss);
}

/** How many times what is always up a location needs: once in normal operation, more where it takes over what a cloud left. */
export function growthOf(platform: Platform, location: Location, mode: Mode): number {
  const needed = loadOf(platform, location, mode);
  if (location.provisioned === 0) return needed === 0 ? 1 : Infinity;
  return Math.max(1, needed / location.provisioned);
}

/** What a location keeps up or carries, as a part of the most that it is built to carry. */
export function partOfFull(platform: Platform, location: Location, mode: Mode): number {
  const full = fullLoadOf(platform, location);
  return full === 0 ? 0 : Math.max(location.provisioned, loadOf(platform, location, mode)) / full;
}
