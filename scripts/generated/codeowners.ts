import type { Platform } from '../../services/definition/platform.js';
import type { GeneratedFile } from './generated-file.js';

/** Reviewers by folder, from teams.yaml and the owner of each service; the last matching line wins. */
export function codeowners(platforms: readonly Platform[]): GeneratedFile {
  const teams = new Map(platforms.flatMap((platform) => platform.teams).map((team) => [team.name, team]));
  const handle = (team: string): string => teams.get(team)?.github ?? '';
  const services = new Map(
    platforms.flatMap((platform) => platform.services).map((service) => [service.name, service]),
  );
  const lines = [
    '# Generated from services/teams.yaml and the owners of services by `finflow generate`.',
    `* ${handle('platform')}`,
    ...[...teams.values()].flatMap(({ owns, github }) => owns.map((folder) => `${folder} ${github}`)),
    '',
    '# A definition holds a compliance block: compliance reviews it together with the squad.',
    ...[...services.values()]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, metadata: { owner } }) => [
        `/services/${name}/ ${handle(owner)}`,
        `/services/${name}/service.yaml ${handle(owner)} ${handle('compliance')}`,
        `/docs/runbooks/${name}.md ${handle(owner)}`,
      ]),
  ];
  return { path: 'CODEOWNERS', content: `${lines.join('\n')}\n` };
}
