import type { z } from 'zod';
import { environmentSchema } from '../../environments/schema.js';
import { runChecks } from '../../services/definition/checks/run-checks.js';
import { externalsSchema } from '../../services/definition/externals-schema.js';
import type { LoadedDefinitions } from '../../services/definition/load.js';
import type { Platform } from '../../services/definition/platform.js';
import { resolvePlatform } from '../../services/definition/resolve-platform.js';
import { serviceSchema } from '../../services/definition/service-schema.js';
import { teamsSchema } from '../../services/definition/teams-schema.js';
import { AS_OF } from './repository.js';

export type DefinitionKind = 'service' | 'environment' | 'teams' | 'externals';

/** One definition file as plain data, and how to put other data in its place. */
export interface DefinitionFile {
  readonly kind: DefinitionKind;
  readonly file: string;
  readonly schema: z.ZodType;
  readonly data: unknown;
  replaced(data: unknown): LoadedDefinitions;
}

/** What became of changed definitions. */
export type Outcome =
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'refused'; readonly codes: readonly string[] }
  | { readonly outcome: 'accepted'; readonly platforms: readonly Platform[] };

/** Every definition file of the repository. */
export function definitionFiles(loaded: LoadedDefinitions): DefinitionFile[] {
  const { teams, externals } = loaded;
  if (teams === undefined || externals === undefined) throw new Error('the definitions do not load');
  const service = loaded.services.map(({ source, definition }, index): DefinitionFile => ({
    kind: 'service',
    file: source.file,
    schema: serviceSchema,
    data: definition,
    replaced: (data) => ({
      ...loaded,
      services: loaded.services.with(index, { source, definition: serviceSchema.parse(data) }),
    }),
  }));
  const environment = loaded.environments.map(({ source, definition }, index): DefinitionFile => ({
    kind: 'environment',
    file: source.file,
    schema: environmentSchema,
    data: definition,
    replaced: (data) => ({
      ...loaded,
      environments: loaded.environments.with(index, { source, definition: environmentSchema.parse(data) }),
    }),
  }));
  const { source } = teams;
  return [
    ...service,
    ...environment,
    {
      kind: 'teams',
      file: source.file,
      schema: teamsSchema,
      data: teams.definition,
      replaced: (data) => ({ ...loaded, teams: { source, definition: teamsSchema.parse(data) } }),
    },
    {
      kind: 'externals',
      file: externals.source.file,
      schema: externalsSchema,
      data: externals.definition,
      replaced: (data) => ({
        ...loaded,
        externals: { source: externals.source, definition: externalsSchema.parse(data) },
      }),
    },
  ];
}

/** Judges changed data as the loader would: by its schema, then by the checks across files. */
export function outcomeOf(file: DefinitionFile, data: unknown): Outcome {
  if (!file.schema.safeParse(data).success) return { outcome: 'invalid' };
  const changed = file.replaced(data);
  const diagnostics = runChecks(changed, { asOf: AS_OF });
  if (diagnostics.length > 0) return { outcome: 'refused', codes: [...new Set(diagnostics.map(({ code }) => code))] };
  return { outcome: 'accepted', platforms: resolveAll(changed) };
}

/** The platforms of loaded definitions, without provenance. */
export function resolveAll({ services, environments, releases, teams, externals }: LoadedDefinitions): Platform[] {
  if (teams === undefined || externals === undefined) throw new Error('the definitions do not load');
  return environments.map(({ definition }) => ({
    ...resolvePlatform(definition, {
      services: services.map((service) => service.definition),
      teams: teams.definition,
      externals: externals.definition,
      release: releases.find((each) => each.definition.environment === definition.metadata.name)?.definition,
    }),
    provenance: {},
  }));
}
