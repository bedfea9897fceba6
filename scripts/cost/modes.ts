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

/**
 * Part of a location's largest node count that is up: what is provisioned in normal operation, all of its load after a loss,
 * both of the most it is built to carry. A node pool's maximum is what carries that most.
 */
export function upPart(platform: Platform, location: Location, mode: Mode): number {
  const full = fullLoadOf(platform, location);
  if (full === 0) return 0;
  const needed = mode.lost === null ? location.provisioned : loadOf(platform, location, mode);
  return Math.max(needed, mode.lost === null ? location.share : location.provisioned) / full;
}
