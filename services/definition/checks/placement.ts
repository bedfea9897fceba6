import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { ErrorCode } from '../codes.js';
import type { CheckContext, LoadedEnvironment, LoadedService, Placed } from './check-context.js';

/** A service runs where its environment exists, its data may be, its image is trusted and its nodes are. */
export function checkPlacement({ loaded, environments, placements }: CheckContext): Diagnostic[] {
  return [
    ...loaded.services.flatMap((service) => checkEnvironments(service, environments, loaded.broken.environments)),
    ...placements.flatMap((placed) => [
      ...checkLocations(placed),
      ...checkImage(placed),
      ...checkOverriddenFlags(placed),
    ]),
  ];
}

function checkEnvironments(
  { source, definition }: LoadedService,
  environments: ReadonlyMap<string, LoadedEnvironment>,
  broken: ReadonlySet<string>,
): Diagnostic[] {
  return Object.keys(definition.placement)
    .filter((name) => !environments.has(name) && !broken.has(name))
    .map((name) =>
      source.diagnose(['placement', name], 'key', {
        code: 'unknown-environment',
        message: `the environment "${name}" does not exist`,
        allowed: [...environments.keys()],
        fix: `create environments/${name}.yaml or remove the placement`,
      }),
    );
}

function checkLocations({ service: { source, definition }, environment }: Placed): Diagnostic[] {
  const { name } = environment.definition.metadata;
  const byName = new Map(environment.definition.locations.map((location) => [location.name, location]));
  const { residency, pciScope } = definition.compliance;
  return (definition.placement[name]?.locations ?? []).flatMap((written, index) => {
    const at = (code: ErrorCode, message: string, fix: string, allowed?: string[]): Diagnostic =>
      source.diagnose(['placement', name, 'locations', index], 'value', {
        code,
        message,
        fix,
        ...(allowed === undefined ? {} : { allowed }),
      });
    const location = byName.get(written);
    if (location === undefined) {
      const allowed = [...byName.keys()];
      const message = `"${written}" is not a location of ${name}${didYouMean(suggest(written, allowed))}`;
      return [at('unknown-location', message, 'use an allowed location or remove it', allowed)];
    }
    const { jurisdiction, nodePools } = location;
    return [
      ...(residency.includes(jurisdiction)
        ? []
        : [
            at(
              'outside-residency',
              `${written} is in ${jurisdiction}; the residency is ${residency.join(', ')}`,
              `remove ${written}, or add ${jurisdiction} to compliance.residency after a review`,
            ),
          ]),
      ...(pciScope === 'cde' && !nodePools.some((pool) => pool.name === 'card-data')
        ? [
            at(
              'node-pool-missing',
              `${written} has no card-data nodes, which pciScope cde needs`,
              `add a card-data pool to ${written} in ${environment.source.file}`,
            ),
          ]
        : []),
    ];
  });
}

function checkImage({ service: { source, definition }, environment }: Placed): Diagnostic[] {
  const { registries } = environment.definition.images;
  const [registry = ''] = definition.runtime.image.repository.split('/');
  if (registries.includes(registry)) return [];
  return [
    source.diagnose(['runtime', 'image', 'repository'], 'value', {
      code: 'image-registry',
      message: `${registry} is not a registry of ${environment.definition.metadata.name}`,
      allowed: registries,
      fix: 'push the image to an allowed registry',
    }),
  ];
}

function checkOverriddenFlags({ service: { source, definition }, environment }: Placed): Diagnostic[] {
  const { name } = environment.definition.metadata;
  const declared = new Map((definition.flags ?? []).map((flag) => [flag.key, flag.default]));
  return Object.entries(definition.placement[name]?.overrides?.flags ?? {}).flatMap(([key, value]) => {
    const path = ['placement', name, 'overrides', 'flags', key];
    const original = declared.get(key);
    if (original === undefined) {
      const allowed = [...declared.keys()];
      const message = `the flag "${key}" is not declared${didYouMean(suggest(key, allowed))}`;
      return [source.diagnose(path, 'key', { code: 'unknown-flag', message, fix: 'declare it under flags', allowed })];
    }
    if (typeof original === typeof value) return [];
    const message = `${JSON.stringify(value)} is a ${typeof value}; the flag is a ${typeof original}`;
    return [source.diagnose(path, 'value', { code: 'wrong-type', message, fix: `write a ${typeof original}` })];
  });
}
