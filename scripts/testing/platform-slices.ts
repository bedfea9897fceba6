import type { Location, Platform } from '../../services/definition/platform.js';

/** A smaller platform that still shows a change, cut in the same way before and after. */
export interface Slice {
  readonly name: string;
  readonly cut: (platform: Platform) => Platform;
}

/**
 * What to synthesize, cheapest first: the stacks of one location that changed, of one location of each cloud, then everything.
 *
 * A difference in a slice is a difference; only the whole environment proves that there is none.
 */
export function stackSlices(base: Platform, changed: Platform): Slice[] {
  const moved = changed.locations.filter(
    (location) =>
      JSON.stringify(location) !== JSON.stringify(base.locations.find(({ name }) => name === location.name)),
  );
  const ofEachCloud = ['aws', 'gcp'].flatMap((cloud) =>
    base.locations.filter((location) => location.cloud === cloud).slice(0, 1),
  );
  const single = (moved.length > 0 ? moved.slice(0, 1) : ofEachCloud).map(locationSlice);
  return base.locations.length === 1 && base.environment.edge === null ? [whole] : [...single, whole];
}

const whole: Slice = { name: 'everything', cut: (platform) => platform };

function locationSlice({ name }: Location): Slice {
  return {
    name,
    cut: (platform) => ({
      ...platform,
      environment: { ...platform.environment, edge: null },
      locations: platform.locations.filter((location) => location.name === name),
      // Identities of another cloud need its location beside this one.
      stacks: platform.stacks.filter(({ scope, layer }) => scope === name && layer !== 'identity'),
    }),
  };
}
