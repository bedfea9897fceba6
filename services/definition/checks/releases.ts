import type { Loaded } from '../load.js';
import type { ReleaseDefinition } from '../release-schema.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { CheckContext } from './check-context.js';

/** A lockfile is named after its environment, and releases only what runs there. */
export function checkReleases(context: CheckContext): Diagnostic[] {
  return context.loaded.releases.flatMap((release) => [
    ...checkEnvironment(release, context),
    ...checkImages(release, context),
  ]);
}

function checkEnvironment(
  { source, definition }: Loaded<ReleaseDefinition>,
  { environments, loaded }: CheckContext,
): Diagnostic[] {
  const name = definition.environment;
  const file = source.file.replace(/^.*\//, '').replace(/\.yaml$/, '');
  if (name !== file)
    return [
      source.diagnose(['environment'], 'value', {
        code: 'name-mismatch',
        message: `"${name}" is in the file ${file}.yaml`,
        fix: `name it ${file} or rename the file`,
      }),
    ];
  if (environments.has(name) || loaded.broken.environments.has(name)) return [];
  return [
    source.diagnose(['environment'], 'value', {
      code: 'unknown-environment',
      message: `the environment "${name}" does not exist`,
      allowed: [...environments.keys()],
      fix: `create environments/${name}.yaml or remove the lockfile`,
    }),
  ];
}

function checkImages(
  { source, definition }: Loaded<ReleaseDefinition>,
  { placements, loaded }: CheckContext,
): Diagnostic[] {
  const placed = placements
    .filter(({ environment }) => environment.definition.metadata.name === definition.environment)
    .map(({ service }) => service.definition.metadata.name);
  return Object.keys(definition.images)
    .filter((name) => !placed.includes(name) && !loaded.broken.services.has(name))
    .map((name) => {
      const near = suggest(name, placed);
      return source.diagnose(['images', name], 'key', {
        code: 'unreleased-service',
        message: `no service "${name}" runs in ${definition.environment}${didYouMean(near)}`,
        allowed: placed,
        fix: near === undefined ? 'remove the line, or place the service there' : `rename it to ${near}`,
      });
    });
}
