import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { Platform } from '../../services/definition/platform.js';
import { codeowners } from './codeowners.js';
import { errorsPage } from './errors-page.js';
import { type GeneratedFile, markdownTable } from './generated-file.js';
import { objectsTable, releasesTable, wavesTable } from './manifests-tables.js';
import { pagesWithBlocks } from './marked-blocks.js';
import { rulesPage } from './rules-page.js';
import { schemaFiles } from './schema-files.js';
import { serviceFieldsPage } from './service-fields.js';
import { countResources, layersTable, type ResourceCounts, sumOf } from './stacks-table.js';

/** Every generated file of the repository as it should be; throws InputError when the definitions do not hold. */
export function generatedFiles(root: string, asOf: string): GeneratedFile[] {
  const platforms = loadPlatforms(root, { asOf });
  const counts = countResources(platforms);
  return [
    ...schemaFiles(),
    codeowners(platforms),
    errorsPage(),
    rulesPage(),
    serviceFieldsPage(),
    ...pagesWithBlocks(root, {
      'application-waves': wavesTable(platforms),
      environments: environmentsTable(platforms, counts),
      layers: layersTable(platforms, counts),
      objects: objectsTable(platforms),
      releases: releasesTable(),
      stacks: stacksTable(platforms, counts),
    }),
  ];
}

/** One row an environment: where it is and how much it is made of. */
function environmentsTable(platforms: readonly Platform[], counts: ResourceCounts): string {
  return markdownTable(
    ['environment', 'locations', 'stacks', 'resources', 'services', 'Argo CD applications'],
    platforms.map(({ environment, locations, stacks, services, applications }) => [
      environment.name,
      locations.map(({ name, region }) => `${name} (${region})`).join(', '),
      String(stacks.length),
      sumOf(stacks, counts).toLocaleString('en'),
      String(services.length),
      String(applications.length),
    ]),
  );
}

function stacksTable(platforms: readonly Platform[], counts: ResourceCounts): string {
  return markdownTable(
    ['stack', 'wave', 'clouds', 'resources', 'state'],
    platforms.flatMap(({ stacks }) =>
      stacks.map((stack) => [
        `\`${stack.name}\``,
        String(stack.wave + 1),
        stack.clouds.join(', '),
        String(sumOf([stack], counts)),
        `\`${stack.stateKey}\``,
      ]),
    ),
  );
}
