import type { EnvironmentDefinition, LocationDefinition } from '../../../environments/schema.js';
import type { ExternalsDefinition } from '../externals-schema.js';
import type { Loaded, LoadedDefinitions } from '../load.js';
import { withOverrides } from '../resolve-service.js';
import type { ServiceDefinition } from '../service-schema.js';
import type { Diagnostic } from '../source/diagnostic.js';

export type LoadedService = Loaded<ServiceDefinition>;
export type LoadedEnvironment = Loaded<EnvironmentDefinition>;
export type External = ExternalsDefinition['externals'][number];
type Produced = NonNullable<NonNullable<ServiceDefinition['kafka']>['produces']>[number];

/** One service in one environment, with its overrides applied. */
export interface Placed {
  readonly service: LoadedService;
  readonly environment: LoadedEnvironment;
  /** The definition as this environment sees it. */
  readonly effective: ServiceDefinition;
  readonly locations: readonly LocationDefinition[];
}

/** Where a topic is produced. */
export interface Producer {
  readonly service: LoadedService;
  readonly index: number;
  readonly topic: Produced;
}

/** Definitions indexed by name, so that every check is linear in what was written. */
export interface CheckContext {
  readonly loaded: LoadedDefinitions;
  readonly services: ReadonlyMap<string, LoadedService>;
  /** Undefined when the register could not be loaded: names are not judged then. */
  readonly externals: ReadonlyMap<string, External> | undefined;
  readonly teams: ReadonlySet<string> | undefined;
  readonly environments: ReadonlyMap<string, LoadedEnvironment>;
  readonly placements: readonly Placed[];
  readonly placementsByService: ReadonlyMap<LoadedService, readonly Placed[]>;
  readonly producers: ReadonlyMap<string, readonly Producer[]>;
  /** The day on which the definitions are judged, `2026-11-23`. */
  readonly asOf: string;
}

/** One theme of checks: a pure function of the definitions. */
export type Check = (context: CheckContext) => readonly Diagnostic[];

/** Indexes loaded definitions for the checks. */
export function checkContext(loaded: LoadedDefinitions, asOf: string): CheckContext {
  const environments = new Map(loaded.environments.map((each) => [each.definition.metadata.name, each]));
  const placementsByService = new Map(loaded.services.map((each) => [each, placementsOf(each, loaded.environments)]));
  return {
    loaded,
    services: new Map(loaded.services.map((each) => [each.definition.metadata.name, each])),
    externals: loaded.externals && new Map(loaded.externals.definition.externals.map((each) => [each.name, each])),
    teams: loaded.teams && new Set(loaded.teams.definition.teams.map(({ name }) => name)),
    environments,
    placements: [...placementsByService.values()].flat(),
    placementsByService,
    producers: producersOf(loaded.services),
    asOf,
  };
}

/** Environments that place one service and lack another one that it needs; an unknown environment is reported as such. */
export function absentFrom(needed: ServiceDefinition, by: ServiceDefinition, context: CheckContext): string[] {
  return Object.keys(by.placement).filter(
    (name) => context.environments.has(name) && !Object.hasOwn(needed.placement, name),
  );
}

function placementsOf(service: LoadedService, environments: readonly LoadedEnvironment[]): Placed[] {
  return environments.flatMap((environment) => {
    const placement = service.definition.placement[environment.definition.metadata.name];
    if (placement === undefined) return [];
    const names = new Set(placement.locations);
    const locations = environment.definition.locations.filter(({ name }) => names.has(name));
    return [{ service, environment, effective: withOverrides(service.definition, environment.definition), locations }];
  });
}

function producersOf(services: readonly LoadedService[]): ReadonlyMap<string, readonly Producer[]> {
  const producers = new Map<string, Producer[]>();
  for (const service of services) {
    for (const [index, topic] of (service.definition.kafka?.produces ?? []).entries()) {
      const known = producers.get(topic.topic);
      if (known === undefined) producers.set(topic.topic, [{ service, index, topic }]);
      else known.push({ service, index, topic });
    }
  }
  return producers;
}
