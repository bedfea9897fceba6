import { loadDefinitions } from './load.js';
import { runChecks } from './checks/run-checks.js';
import type { Platform } from './platform.js';
import { platformProvenance } from './platform-provenance.js';
import { resolvePlatform } from './resolve-platform.js';
import { InputError } from './source/diagnostic.js';

export interface LoadOptions {
  /** The day on which flags are judged expired, `2026-11-23`. */
  readonly asOf: string;
}

/**
 * Loads, validates, checks and resolves every environment below a repository root.
 *
 * @returns one frozen plain value per environment, ordered as the files are
 * @throws InputError with every diagnostic of the run; nothing is resolved then
 */
export function loadPlatforms(root: string, options: LoadOptions): readonly Platform[] {
  const loaded = loadDefinitions(root);
  const diagnostics = [...loaded.diagnostics, ...runChecks(loaded, options)];
  const { teams, externals } = loaded;
  if (diagnostics.length > 0 || teams === undefined || externals === undefined) throw new InputError(diagnostics);
  const services = new Map(loaded.services.map(({ definition, source }) => [definition.metadata.name, source]));
  return loaded.environments.map(({ definition, source }) => {
    const release = loaded.releases.find((each) => each.definition.environment === definition.metadata.name);
    const platform = resolvePlatform(definition, {
      services: loaded.services.map((service) => service.definition),
      teams: teams.definition,
      externals: externals.definition,
      release: release?.definition,
    });
    const provenance = platformProvenance(platform, {
      environment: source,
      teams: teams.source,
      externals: externals.source,
      release: release?.source,
      services,
    });
    return deepFreeze({ ...platform, provenance });
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
