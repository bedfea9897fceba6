import type { Colors } from '../cli/colors.js';
import { plural } from '../cli/plural.js';
import type { StackPlan } from './terraform-session.js';

/** What differs from what was applied, for a person: what is gone first, then which attributes are others. */
export function driftText(plans: readonly StackPlan[], colors: Colors): string {
  const drifted = plans.filter(({ result }) => result.outcome === 'changed');
  return [
    '',
    ...drifted.flatMap((plan) => stackLines(plan, colors)),
    ...plans.flatMap(({ folder: { stack, path }, result }) => {
      if (result.outcome === 'failed') {
        const error = result.error.split('\n').map((line) => `      ${line}`);
        return [
          `  ${colors.red('✗')} ${colors.bold(stack.name)} failed`,
          ...error,
          `      ${colors.dim(`in ${path}`)}`,
          '',
        ];
      }
      return result.outcome === 'blocked'
        ? [
            `  ${colors.dim('–')} ${stack.name} has not been applied: it reads ${result.by.join(', ')}, which was not either`,
            '',
          ]
        : [];
    }),
    drifted.length === 0
      ? `  ${plural(plans.filter(({ result }) => result.outcome === 'unchanged').length, 'stack')} as applied`
      : `  ${colors.red(`${plural(drifted.length, 'stack differs', 'stacks differ')} from what was applied`)}; finflow plan shows what applying would change back`,
  ].join('\n');
}

function stackLines({ folder, result }: StackPlan, colors: Colors): string[] {
  if (result.outcome !== 'changed') return [];
  const gone = result.changes.filter(({ action }) => action === 'destroy');
  const changed = result.changes.filter(({ action }) => action !== 'destroy');
  return [
    `  ${colors.bold(folder.stack.name)}`,
    ...gone.map(({ address }) => colors.red(`    - ${address} is gone`)),
    ...changed.map(({ address, attributes }) => `    ~ ${address}: ${attributes.join(', ')}`),
    ...(result.changes.length === 0 ? [`    ~ published values: ${result.outputs.join(', ')}`] : []),
    '',
  ];
}
