import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentSchema, type EnvironmentDefinition } from '../../environments/schema.js';
import { type ExternalsDefinition, externalsSchema } from './externals-schema.js';
import { type ReleaseDefinition, releaseSchema } from './release-schema.js';
import { type ServiceDefinition, serviceSchema } from './service-schema.js';
import type { Diagnostic } from './source/diagnostic.js';
import { validate } from './source/validate.js';
import { parseYamlSource, readYamlSource, type YamlSource } from './source/yaml-source.js';
import { type TeamsDefinition, teamsSchema } from './teams-schema.js';
import type { z } from 'zod';

/** A definition that its schema accepts, and the file it came from. */
export interface Loaded<T> {
  readonly source: YamlSource;
  readonly definition: T;
}

/** Everything a person wrote below a repository root; what is broken is missing here and named in the diagnostics. */
export interface LoadedDefinitions {
  readonly services: readonly Loaded<ServiceDefinition>[];
  readonly environments: readonly Loaded<EnvironmentDefinition>[];
  /** Lockfiles of environments; an environment without one runs what the definitions say. */
  readonly releases: readonly Loaded<ReleaseDefinition>[];
  readonly teams: Loaded<TeamsDefinition> | undefined;
  readonly externals: Loaded<ExternalsDefinition> | undefined;
  /** Services and environments that exist but could not be loaded; references to them are no errors. */
  readonly broken: { readonly services: ReadonlySet<string>; readonly environments: ReadonlySet<string> };
  readonly diagnostics: readonly Diagnostic[];
}

/** Folders of services/ that hold no service. */
const NOT_SERVICES: readonly string[] = ['definition', 'kit', 'console'];

/** Loads every definition; one broken file does not hide the errors of the others. */
export function loadDefinitions(root: string): LoadedDefinitions {
  const services = loadServices(root);
  const environments = loadEnvironments(root);
  const releases = loadReleases(root);
  const teams = loadOne(root, 'services/teams.yaml', teamsSchema);
  const externals = loadOne(root, 'services/externals.yaml', externalsSchema);
  return {
    services: services.definitions,
    environments: environments.definitions,
    releases: releases.definitions,
    teams: teams.definitions[0],
    externals: externals.definitions[0],
    broken: { services: services.broken, environments: environments.broken },
    diagnostics: [services, environments, releases, teams, externals].flatMap(({ diagnostics }) => diagnostics),
  };
}

interface LoadedFiles<T> {
  readonly definitions: readonly Loaded<T>[];
  readonly broken: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The definition of every folder of services/ that has one. */
export function loadServices(root: string): LoadedFiles<ServiceDefinition> {
  const listed = list(root, 'services');
  const folders = listed.entries.filter((entry) => entry.isDirectory() && !NOT_SERVICES.includes(entry.name));
  const links = listed.entries.filter((entry) => entry.isSymbolicLink());
  const files = folders.map(({ name }) => ({ name, ...list(root, `services/${name}`) }));
  const misnamed = files.flatMap(({ name, entries }) =>
    entries
      .filter((entry) => /^service\.(ya?ml|json)$/i.test(entry.name) && entry.name !== 'service.yaml')
      .map((entry) => misnamedFile(`services/${name}/${entry.name}`, `services/${name}/service.yaml`)),
  );
  const named = files
    .filter(({ entries }) => entries.some((entry) => entry.name === 'service.yaml'))
    .map(({ name }) => ({ name, file: `services/${name}/service.yaml` }));
  return loadFiles(root, named, serviceSchema, [
    ...listed.diagnostics,
    ...files.flatMap(({ diagnostics }) => diagnostics),
    ...links.map(({ name }) =>
      unreadable(`services/${name}`, 'this is a symbolic link, which is not followed', 'move the folder here'),
    ),
    ...misnamed,
  ]);
}

/** The definition of every environments/*.yaml. */
export function loadEnvironments(root: string): LoadedFiles<EnvironmentDefinition> {
  const { entries, diagnostics } = list(root, 'environments');
  const misnamed = entries
    .filter(({ name }) => /\.yml$/i.test(name))
    .map(({ name }) => misnamedFile(`environments/${name}`, `environments/${name.replace(/yml$/i, 'yaml')}`));
  const named = entries
    .filter(({ name }) => name.endsWith('.yaml'))
    .map(({ name }) => ({ name: name.slice(0, -'.yaml'.length), file: `environments/${name}` }));
  const none =
    named.length === 0 && diagnostics.length === 0
      ? [unreadable('environments', 'the folder holds no *.yaml file')]
      : [];
  return loadFiles(root, named, environmentSchema, [...diagnostics, ...misnamed, ...none]);
}

/** The lockfile of every environments/releases/*.yaml; the folder may be missing. */
export function loadReleases(root: string): LoadedFiles<ReleaseDefinition> {
  const folder = 'environments/releases';
  if (!existsSync(join(root, folder))) return { definitions: [], broken: new Set(), diagnostics: [] };
  const { entries, diagnostics } = list(root, folder);
  const misnamed = entries
    .filter(({ name }) => !name.endsWith('.yaml'))
    .map(({ name }) => misnamedFile(`${folder}/${name}`, `${folder}/<environment>.yaml`));
  const named = entries
    .filter(({ name }) => name.endsWith('.yaml'))
    .map(({ name }) => ({ name, file: `${folder}/${name}` }));
  return loadFiles(root, named, releaseSchema, [...diagnostics, ...misnamed]);
}

function loadOne<T>(root: string, file: string, schema: z.ZodType<T>): LoadedFiles<T> {
  return loadFiles(root, [{ name: file, file }], schema, []);
}

function loadFiles<T>(
  root: string,
  files: readonly { readonly name: string; readonly file: string }[],
  schema: z.ZodType<T>,
  before: readonly Diagnostic[],
): LoadedFiles<T> {
  const definitions: Loaded<T>[] = [];
  const broken = new Set<string>();
  const diagnostics = [...before];
  for (const { name, file } of files) {
    const source = readYamlSource(root, file);
    const { value, diagnostics: refused } = validate(schema, source);
    for (const diagnostic of refused) diagnostics.push(diagnostic);
    if (value === undefined) broken.add(name);
    else definitions.push({ source, definition: value });
  }
  return { definitions, broken, diagnostics };
}

/** Entries of a folder in a stable order; hidden ones are not definitions. */
function list(root: string, folder: string): { entries: readonly Dirent[]; diagnostics: readonly Diagnostic[] } {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const visible = entries.filter(({ name }) => !name.startsWith('.'));
    return { entries: visible.sort((a, b) => (a.name < b.name ? -1 : 1)), diagnostics: [] };
  } catch {
    return { entries: [], diagnostics: [unreadable(folder, 'the folder does not exist or this user may not read it')] };
  }
}

function unreadable(
  file: string,
  message: string,
  fix = 'run from the repository root, and make the folder readable',
): Diagnostic {
  return { file, line: 1, column: 1, code: 'unreadable-file', message, fix };
}

function misnamedFile(file: string, right: string): Diagnostic {
  const message = `nothing reads this file; a definition is named ${right}`;
  return parseYamlSource(file, '').diagnose([], 'value', {
    code: 'misnamed-file',
    message,
    fix: `rename it to ${right}`,
  });
}
