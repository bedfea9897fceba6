import { WAVES } from '../../services/definition/layers.js';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { Platform } from '../../services/definition/platform.js';
import { codeowners } from './codeowners.js';
import { errorsPage } from './errors-page.js';
import { type GeneratedFile, markdownTable } from './generated-file.js';
import { pagesWithBlocks } from './marked-blocks.js';
import { rulesPage } from './rules-page.js';
import { schemaFiles } from './schema-files.js';
import { serviceFieldsPage } from './service-fields.js';

/** Every generated file of the repository as it should be; throws InputError when the definitions do not hold. */
export function generatedFiles(root: string, asOf: string): GeneratedFile[] {
  const platforms = loadPlatforms(root, { asOf });
  return [
    ...schemaFiles(),
    codeowners(platforms),
    errorsPage(),
    rulesPage(),
    serviceFieldsPage(),
    ...pagesWithBlocks(root, {
      environments: environmentsTable(platforms),
      stacks: stacksTable(platforms),
      waves: wavesTable(platforms),
    }),
  ];
}

/** One row an environment: where it is and how much it is made of. */
function environmentsTable(platforms: readonly Platform[]): string {
  return markdownTable(
    ['environment', 'locations', 'stacks', 'services', 'Argo CD applications'],
    platforms.map(({ environment, locations, stacks, services, applications }) => [
      environment.name,
      locations.map(({ name, region }) => `${name} (${region})`).join(', '),
      String(stacks.length),
      String(services.length),
      String(applications.length),
    ]),
  );
}

function stacksTable(platforms: readonly Platform[]): string {
  return markdownTable(
    ['stack', 'clouds', 'state'],
    platforms.flatMap(({ stacks }) =>
      stacks.map(({ name, clouds, stateKey }) => [`\`${name}\``, clouds.join(', '), `\`${stateKey}\``]),
    ),
  );
}

/** In which order layers are deployed, and how many stacks of each environment a wave has. */
function wavesTable(platforms: readonly Platform[]): string {
  return markdownTable(
    ['wave', 'layers', ...platforms.map(({ environment }) => `stacks of ${environment.name}`)],
    WAVES.map((layers, wave) => [
      String(wave),
      layers.join(', '),
      ...platforms.map(({ stacks }) => String(stacks.filter((stack) => stack.wave === wave).length)),
    ]),
  );
}
