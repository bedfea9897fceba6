import type { App } from 'cdk8s';
import { addOns } from '../../charts/add-ons/add-ons.js';
import { RELEASES } from '../../charts/add-ons/releases.js';
import { applicationManifests } from '../../charts/emission/write-application.js';
import { placements } from '../../charts/placements.js';
import { serviceApplication } from '../../charts/service/service-application.js';
import { platformApplication } from '../../charts/synthesize.js';
import { APPLICATION_WAVES, PLATFORM_APPLICATIONS } from '../../services/definition/platform-applications.js';
import type { Platform } from '../../services/definition/platform.js';
import { markdownTable } from './generated-file.js';

/** One location of one environment: a column of the tables. */
interface Column {
  readonly title: string;
  readonly kinds: ReadonlyMap<string, number>;
}

/** Objects by kind in each location of each environment, counted in what synthesis makes. */
export function objectsTable(platforms: readonly Platform[]): string {
  const columns = platforms.flatMap(columnsOf);
  const kinds = [...new Set(columns.flatMap((column) => [...column.kinds.keys()]))].sort();
  const total = ({ kinds: counts }: Column): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return markdownTable(
    ['kind', ...columns.map(({ title }) => title)],
    [
      ...kinds.map((kind) => [kind, ...columns.map((column) => String(column.kinds.get(kind) ?? '–'))]),
      ['**all**', ...columns.map((column) => `**${total(column).toLocaleString('en')}**`)],
    ],
  );
}

function columnsOf(platform: Platform): Column[] {
  const placed = [...placements(platform)];
  return platform.locations.map((location) => ({
    title: `${platform.environment.name} ${location.name}`,
    kinds: countKinds([
      ...PLATFORM_APPLICATIONS.map(({ application }) => platformApplication(application, platform, location)),
      ...placed.filter((placement) => placement.location.name === location.name).map(serviceApplication),
    ]),
  }));
}

function countKinds(applications: readonly App[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of applications.flatMap((app) => [...applicationManifests(app).values()].flat()))
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** What comes up in which wave, in any location. */
export function wavesTable(platforms: readonly Platform[]): string {
  const everywhere = platforms.flatMap((platform) =>
    platform.locations.flatMap((location) => addOns(platform, location)),
  );
  const of = (wave: string, all: readonly { readonly wave: string; readonly name: string }[]): string =>
    [...new Set(all.filter((each) => each.wave === wave).map(({ name }) => name))].sort().join(', ') || '–';
  const charts = everywhere.map(({ wave, release }) => ({ wave, name: release }));
  const own = PLATFORM_APPLICATIONS.map(({ wave, application }) => ({ wave, name: application }));
  return markdownTable(
    ['wave', 'name', 'charts of others', 'manifests of ours'],
    APPLICATION_WAVES.map((wave, index) => [
      String(index),
      wave,
      of(wave, charts),
      wave === 'services' ? 'every service' : of(wave, own),
    ]),
  );
}

/** Every chart of others with its version, and whether its archive was ever verified. */
export const releasesTable = (): string =>
  markdownTable(
    ['release', 'chart', 'version', 'digest', 'read at'],
    [...RELEASES]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, chart, version, digest, source }) => [name, chart, version, digest, source]),
  );
