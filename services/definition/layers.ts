/**
 * The layers of the platform in waves: a stack needs only stacks of earlier waves, so whatever deploys, plans or documents follows this
 * order. Stacks of one wave do not know each other.
 */
export const WAVES = [
  ['bootstrap'],
  ['audit', 'network', 'people'],
  ['cluster', 'kafka', 'links'],
  // Their policies and associations name the cluster, the roles of its services and its keys.
  ['data', 'identity', 'pki', 'secrets'],
  ['topics'],
  ['edge'],
] as const;

export type Layer = (typeof WAVES)[number][number];

/** Every layer, earliest wave first. */
export const LAYERS: readonly Layer[] = WAVES.flat();

/** Number of the wave in which a layer is deployed, from 0. */
export const waveOf = (layer: Layer): number => WAVES.findIndex((wave) => wave.some((member) => member === layer));
