import { PLATFORM_TEAM } from '../names.js';
import type { Diagnostic } from '../source/diagnostic.js';
import { didYouMean, suggest } from '../source/suggest.js';
import type { YamlSource } from '../source/yaml-source.js';
import type { CheckContext } from './check-context.js';

/** The team that reviews controls, waivers and compliance blocks. */
const COMPLIANCE_TEAM = 'compliance';

/** Every owner is a team, and the teams that own what is shared exist. */
export function checkOwners({ loaded, teams }: CheckContext): Diagnostic[] {
  if (teams === undefined || loaded.teams === undefined) return [];
  const { source: teamsSource } = loaded.teams;
  const known = [...teams];
  const owner = (source: YamlSource, path: readonly (string | number)[], name: string): Diagnostic[] => {
    if (teams.has(name)) return [];
    const suggestion = suggest(name, known);
    return [
      source.diagnose(path, 'value', {
        code: 'unknown-owner',
        message: `"${name}" is not a team${didYouMean(suggestion)}`,
        allowed: known,
        fix: suggestion === undefined ? 'use a team or add it to services/teams.yaml' : `write ${suggestion}`,
      }),
    ];
  };
  const missing = [PLATFORM_TEAM, COMPLIANCE_TEAM].filter((name) => !teams.has(name));
  return [
    ...missing.map((name) =>
      teamsSource.diagnose(['teams'], 'key', {
        code: 'missing-team',
        message: `the team "${name}" is missing; shared folders and applications belong to it`,
        fix: `add the team ${name}`,
      }),
    ),
    ...loaded.services.flatMap(({ source, definition }) => [
      ...owner(source, ['metadata', 'owner'], definition.metadata.owner),
      ...(definition.flags ?? []).flatMap((flag, index) => owner(source, ['flags', index, 'owner'], flag.owner)),
    ]),
    ...(loaded.externals?.definition.externals ?? []).flatMap((external, index) =>
      loaded.externals === undefined
        ? []
        : owner(loaded.externals.source, ['externals', index, 'owner'], external.owner),
    ),
  ];
}
