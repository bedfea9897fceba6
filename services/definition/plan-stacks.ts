import type { EnvironmentDefinition, LocationDefinition } from '../../environments/schema.js';
import { readersOf } from './archive-readers.js';
import { waveOf, type Layer } from './layers.js';
import { linksOf } from './links.js';
import * as names from './names.js';
import type { PlannedStack } from './platform.js';

/** Layers that every location has, whatever its cloud. */
const LOCATION_LAYERS: readonly Layer[] = [
  'bootstrap',
  'audit',
  'network',
  'people',
  'cluster',
  'kafka',
  'data',
  'pki',
  'secrets',
  'topics',
];

/** Layers that call Confluent as well, where it is the driver. */
const KAFKA_LAYERS: readonly Layer[] = ['kafka', 'topics'];

/**
 * Every stack of an environment: the layers of each location, the links between those of one jurisdiction, and the edge of each jurisdiction
 * where there is one. Ordered by location and layer; whoever deploys goes by `wave`.
 */
export function planStacks(environment: EnvironmentDefinition): PlannedStack[] {
  const { locations, jurisdictions, edge } = environment;
  const plan = planIn(environment.metadata.name);
  return [
    ...locations.flatMap((location) =>
      [...LOCATION_LAYERS, ...layersWithReaders(locations, location)].map((layer) =>
        plan(layer, location.name, [location], cloudsOf(layer, location, environment)),
      ),
    ),
    ...linksOf(locations).map(({ scope, from, to }) =>
      plan('links', scope, [from, to], [...new Set([from.cloud, to.cloud])]),
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

/** A location whose archives nobody of the other cloud reads trusts nobody there. */
const layersWithReaders = (locations: readonly LocationDefinition[], { name }: LocationDefinition): readonly Layer[] =>
  readersOf(locations, name).length === 0 ? [] : ['identity'];

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
