import type { Colors } from '../cli/colors.js';
import { plural } from '../cli/plural.js';
import type { Deployed } from './deploy-stacks.js';
import type { StackFolder } from './stack-folder.js';

/** A stack of a deploy and what became of it. */
export interface DeployedStack {
  readonly folder: StackFolder;
  readonly deployed: Deployed;
}

/** What became of every stack, for a person; the failed ones with their errors last, where they are read. */
export function deployText(stacks: readonly DeployedStack[], environment: string, colors: Colors): string {
  const broken = stacks.filter(({ deployed }) => 'error' in deployed);
  const incomplete = stacks.some(({ deployed }) => 'error' in deployed || deployed.status === 'not started');
  return [
    '',
    ...stacks.map(({ folder: { stack }, deployed: { status } }) => `  ${sign(status, colors)} ${stack.name} ${status}`),
    '',
    ...broken.flatMap(({ folder, deployed }) =>
      'error' in deployed
        ? [
            `  ${colors.bold(folder.stack.name)}`,
            ...deployed.error.split('\n').map((line) => `      ${line}`),
            `      ${colors.dim(`in ${folder.path}`)}`,
            '',
          ]
        : [],
    ),
    `  ${counts(stacks)}`,
    ...(incomplete ? [`  when the cause is gone: finflow deploy --environment ${environment} --resume`] : []),
  ].join('\n');
}

/** What became of every stack, as a document. */
export function deployDocument(stacks: readonly DeployedStack[], environment: string): object {
  return {
    environment,
    stacks: stacks.map(({ folder: { stack }, deployed }) => ({ stack: stack.name, wave: stack.wave, ...deployed })),
  };
}

function counts(stacks: readonly DeployedStack[]): string {
  const statuses = [...new Set(stacks.map(({ deployed }) => deployed.status))];
  return statuses
    .map((status) => `${plural(stacks.filter(({ deployed }) => deployed.status === status).length, 'stack')} ${status}`)
    .join(', ');
}

function sign(status: Deployed['status'], colors: Colors): string {
  if (status === 'failed' || status === 'refused') return colors.red('✗');
  return status === 'not started' ? colors.yellow('·') : colors.green('✓');
}
