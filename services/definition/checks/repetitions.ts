import type { Diagnostic } from '../source/diagnostic.js';
import type { YamlSource } from '../source/yaml-source.js';
import type { CheckContext, LoadedEnvironment, LoadedService } from './check-context.js';

type Path = readonly (string | number)[];

/** Entries of a list are known by name, so a name stands once in it. */
export function checkRepetitions({ loaded }: CheckContext): Diagnostic[] {
  const { teams, externals } = loaded;
  return [
    ...(teams === undefined
      ? []
      : repeated(
          teams.source,
          ['teams'],
          ['name'],
          teams.definition.teams.map(({ name }) => name),
        )),
    ...(externals === undefined
      ? []
      : repeated(
          externals.source,
          ['externals'],
          ['name'],
          externals.definition.externals.map(({ name }) => name),
        )),
    ...loaded.environments.flatMap(inEnvironment),
    ...loaded.services.flatMap(inService),
  ];
}

function inEnvironment({ source, definition }: LoadedEnvironment): Diagnostic[] {
  const { locations, jurisdictions, kubernetes } = definition;
  return [
    ...repeated(
      source,
      ['jurisdictions'],
      ['name'],
      jurisdictions.map(({ name }) => name),
    ),
    ...repeated(
      source,
      ['kubernetes', 'adminNetworks'],
      ['name'],
      kubernetes.adminNetworks.map(({ name }) => name),
    ),
    ...repeated(
      source,
      ['locations'],
      ['name'],
      locations.map(({ name }) => name),
    ),
    ...locations.flatMap(({ nodePools, zones }, index) => [
      ...repeated(source, ['locations', index, 'zones'], [], zones),
      ...repeated(
        source,
        ['locations', index, 'nodePools'],
        ['name'],
        nodePools.map(({ name }) => name),
      ),
    ]),
  ];
}

function inService({ source, definition }: LoadedService): Diagnostic[] {
  const { compliance, placement, expose, calls, kafka, secrets, flags, slo, data } = definition;
  const list = <T>(
    path: Path,
    entries: readonly T[] | undefined,
    key: string,
    nameOf: (entry: T) => string | undefined,
  ): Diagnostic[] => repeated(source, path, key === '' ? [] : [key], (entries ?? []).map(nameOf));
  return [
    ...list(['compliance', 'residency'], compliance.residency, '', (name) => name),
    ...Object.entries(placement).flatMap(([environment, { locations }]) =>
      list(['placement', environment, 'locations'], locations, '', (name) => name),
    ),
    ...list(['expose', 'callers'], expose?.callers, 'service', ({ service }) => service),
    ...list(['calls'], calls, 'service', ({ service }) => service),
    ...list(['calls'], calls, 'external', ({ external }) => external),
    ...list(['kafka', 'consumes'], kafka?.consumes, 'topic', ({ topic, group }) => `${topic} in ${group}`),
    ...list(['secrets'], secrets, 'name', ({ name }) => name),
    ...list(['secrets'], secrets, 'env', ({ env }) => env),
    ...list(['flags'], flags, 'key', ({ key }) => key),
    ...list(['slo', 'objectives'], slo?.objectives, 'name', ({ name }) => name),
    ...list(['data', 'postgres', 'cdc', 'tables'], data?.postgres?.cdc?.tables, '', (name) => name),
  ];
}

/** One diagnostic for every name that stood in the list before; `key` leads from an entry to its name. */
function repeated(source: YamlSource, list: Path, key: Path, names: readonly (string | undefined)[]): Diagnostic[] {
  const first = new Map<string, number>();
  return names.flatMap((name, index) => {
    if (name === undefined) return [];
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    const { line } = source.locate([...list, before, ...key], 'value');
    const message = `"${name}" stands here again; line ${line} has the first`;
    return [
      source.diagnose([...list, index, ...key], 'value', {
        code: 'duplicate-name',
        message,
        fix: 'remove or rename one of the two',
      }),
    ];
  });
}
