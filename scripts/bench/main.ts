import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { benchAgainstCheckov } from './against-checkov.js';
import { benchAgainstHelm } from './against-helm.js';
import { benchGrowth } from './growth.js';
import { benchCommands } from './repository-commands.js';

/** Entry point of `npm run bench`: prints tables; `-- --services N` measures growth up to N generated services instead. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const { values } = parseArgs({ options: { services: { type: 'string' } } });

if (values.services === undefined) {
  await benchCommands(root);
  await benchAgainstHelm(root);
  await benchAgainstCheckov(root);
  console.log('\nGrowth: npm run bench -- --services 1000');
} else {
  await benchGrowth(Number(values.services));
}
