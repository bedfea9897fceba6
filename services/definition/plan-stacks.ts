import type { EnvironmentDefinition, LocationDefinition } from '../../environments/schema.js';
import { waveOf, type Layer } from './layers.js';
import * as names from './names.js';
import type { PlannedStack } from './platform.js';

/** Layers that every location has, whatever its cloud. */
const LOCATION_LAYERS: readonly Layer[] = ['network', 'cluster', 'kafka', 'topics'];

/** Layers that call Confluent as well, where it is the driver. */
const KAFKA_LAYERS: readonly Layer[] = ['kafka', 'topics'];

/**
 * Every stack of an environment: the layers of each location, and the edge of each jurisdiction where there is one. Ordered by location and
 * layer; whoever deploys goes by `wave`.
 */
export function planStacks(environment: EnvironmentDefinition): PlannedStack[] {
  const { locations, jurisdictions, edge } = environment;
  const plan = planIn(environment.metadata.name);
  return [
    ...locations.flatMap((location) =>
      LOCATION_LAYERS.map((layer) => plan(layer, location.name, [location], cloudsOf(layer, location, environment))),
    ),
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

/** The cloud of a location, and Confluent for the layers that live there. */
function cloudsOf(
  layer: Layer,
  { cloud }: LocationDefinition,
  { kafka }: EnvironmentDefinition,
): PlannedStack['clouds'] {
  return kafka.driver === 'confluent' && KAFKA_LAYERS.includes(layer) ? [cloud, 'confluent'] : [cloud];
}

const planIn =
  (environment: string) =>
  (
    layer: Layer,
    scope: string,
    locations: readonly LocationDefinition[],
    clouds: PlannedStack['clouds'],
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
