import type { EnvironmentDefinition, LocationDefinition } from '../../environments/schema.js';
import { waveOf, type Layer } from './layers.js';
import * as names from './names.js';
import type { PlannedStack } from './platform.js';

/** Layers that every location has, whatever its cloud. */
const LOCATION_LAYERS: readonly Layer[] = ['audit', 'network', 'people', 'cluster'];

/**
 * Every stack of an environment: the layers of each location, and the edge of each jurisdiction where there is one. Ordered by location and
 * layer; whoever deploys goes by `wave`.
 */
export function planStacks(environment: EnvironmentDefinition): PlannedStack[] {
  const { locations, jurisdictions, edge } = environment;
  const plan = planIn(environment.metadata.name);
  return [
    ...locations.flatMap((location) => LOCATION_LAYERS.map((layer) => plan(layer, location.name, [location]))),
    ...(edge === undefined
      ? []
      : jurisdictions.map(({ name }) =>
          plan(
            'edge',
            name,
            locations.filter(({ jurisdiction }) => jurisdiction === name),
            ['cloudflare'],
          ),
        )),
  ];
}

const planIn =
  (environment: string) =>
  (
    layer: Layer,
    scope: string,
    locations: readonly LocationDefinition[],
    clouds: readonly PlannedStack['clouds'][number][] = locations.map(({ cloud }) => cloud),
  ): PlannedStack => {
    const name = names.stackName(environment, scope, layer);
    return {
      ...{ name, layer, scope },
      wave: waveOf(layer),
      clouds,
      locations: locations.map((location) => location.name),
      path: names.stackPath(name),
      stateKey: names.stateKey(environment, scope, layer),
    };
  };
