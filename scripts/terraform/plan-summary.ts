import type { Colors } from '../cli/colors.js';
import { EXIT, type ExitCode } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { tableLines } from '../cli/table.js';
import { ACTIONS, countActions, SIGNS } from './change-counts.js';
import { isDestructive, type ResourceChange } from './plan-document.js';
import type { StackPlan } from './terraform-session.js';

interface StackChange extends ResourceChange {
  readonly stack: string;
}

/** 1 when a stack could not be planned, 2 when anything would change or is not there yet, else 0. */
export function planExitCode(plans: readonly StackPlan[]): ExitCode {
  if (plans.some(({ result }) => result.outcome === 'failed')) return EXIT.error;
  return plans.every(({ result }) => result.outcome === 'unchanged') ? EXIT.clean : EXIT.violations;
}

/** The plans as one document; destroys and replacements stand apart, too. */
export function planDocument(plans: readonly StackPlan[]): object {
  const changes = changesOf(plans);
  return {
    destructive: changes
      .filter(isDestructive)
      .map(({ stack, address, type, action }) => ({ stack, address, type, action })),
    totals: countActions(changes),
    types: Object.fromEntries(typesOf(changes).map((type) => [type, countActions(ofType(changes, type))])),
    stacks: plans.map(({ folder: { stack }, result }) => ({
      ...{ stack: stack.name, layer: stack.layer, wave: stack.wave },
      ...result,
      ...('changes' in result ? { counts: countActions(result.changes) } : {}),
    })),
  };
}

/** The plans for a person: what cannot be undone first, then counts, then what could not be planned. */
export function planText(plans: readonly StackPlan[], colors: Colors): string {
  const changes = changesOf(plans);
  const changed = plans.filter(({ result }) => result.outcome === 'changed');
  return [
    '',
    ...destructiveLines(changes.filter(isDestructive), colors),
    ...countLines(
      'stack',
      changed.map(({ folder }) => folder.stack.name),
      (name) => changes.filter(({ stack }) => stack === name),
      colors,
    ),
    ...outputLines(plans),
    ...countLines('type', typesOf(changes), (type) => ofType(changes, type), colors),
    ...failureLines(plans, colors),
    ...blockedLines(plans, colors),
    verdict(plans, colors),
  ].join('\n');
}

function destructiveLines(changes: readonly StackChange[], colors: Colors): string[] {
  if (changes.length === 0) return [];
  return [
    colors.bold(colors.red(`${plural(changes.length, 'resource')} would be destroyed or replaced`)),
    ...changes.map(({ stack, address, action }) =>
      colors.red(`  ${SIGNS[action]} ${action.padEnd(7)} ${stack} ${address}`),
    ),
    '',
  ];
}

function countLines(
  title: string,
  names: readonly string[],
  changesOfName: (name: string) => readonly StackChange[],
  colors: Colors,
): string[] {
  if (names.length === 0) return [];
  const totals = countActions(names.flatMap(changesOfName));
  const actions = ACTIONS.filter((action) => totals[action] > 0);
  if (actions.length === 0) return [];
  const numbers = actions.map((action) => ({ title: action, align: 'right' }) as const);
  const rows = names.map((name) => {
    const counts = countActions(changesOfName(name));
    return [name, ...actions.map((action) => (counts[action] === 0 ? '·' : String(counts[action])))];
  });
  const columns = [{ title, align: 'left' } as const, ...numbers];
  const [head = '', ...lines] = tableLines(columns, rows);
  return [`  ${colors.dim(head)}`, ...lines.map((line) => `  ${line}`), ''];
}

function outputLines(plans: readonly StackPlan[]): string[] {
  const lines = plans.flatMap(({ folder, result }) =>
    result.outcome === 'changed' && result.changes.length === 0
      ? [`  ${folder.stack.name} changes only what it publishes: ${result.outputs.join(', ')}`]
      : [],
  );
  return lines.length === 0 ? [] : [...lines, ''];
}

function failureLines(plans: readonly StackPlan[], colors: Colors): string[] {
  return plans.flatMap(({ folder, result }) =>
    result.outcome === 'failed'
      ? [
          `  ${colors.red('✗')} ${colors.bold(folder.stack.name)} failed`,
          ...result.error.split('\n').map((line) => `      ${line}`),
          `      ${colors.dim(`in ${folder.path}`)}`,
          '',
        ]
      : [],
  );
}

function blockedLines(plans: readonly StackPlan[], colors: Colors): string[] {
  return plans.flatMap(({ folder: { stack }, result }) =>
    result.outcome === 'blocked'
      ? [
          `  ${colors.yellow('?')} ${colors.bold(stack.name)} cannot be planned yet: it reads ${result.by.join(', ')} of an earlier wave, ` +
            'which has not been applied or does not publish everything yet',
          '',
        ]
      : [],
  );
}

function verdict(plans: readonly StackPlan[], colors: Colors): string {
  const count = (outcome: StackPlan['result']['outcome']): number =>
    plans.filter(({ result }) => result.outcome === outcome).length;
  const parts = [
    ...(count('failed') > 0 ? [colors.red(`${plural(count('failed'), 'stack')} failed`)] : []),
    ...(count('blocked') > 0 ? [colors.yellow(`${plural(count('blocked'), 'stack')} cannot be planned yet`)] : []),
    ...(count('changed') > 0 ? [`${plural(count('changed'), 'stack')} would change`] : []),
    ...(count('unchanged') > 0 ? [`${plural(count('unchanged'), 'stack')} without changes`] : []),
  ];
  return `  ${parts.join(', ')}`;
}

function changesOf(plans: readonly StackPlan[]): StackChange[] {
  return plans.flatMap(({ folder, result }) =>
    'changes' in result ? result.changes.map((change) => ({ ...change, stack: folder.stack.name })) : [],
  );
}

function typesOf(changes: readonly StackChange[]): string[] {
  return [...new Set(changes.map(({ type }) => type))].sort();
}

function ofType(changes: readonly StackChange[], wanted: string): StackChange[] {
  return changes.filter(({ type }) => type === wanted);
}
