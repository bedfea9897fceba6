import type { Colors } from '../cli/colors.js';
import { plural } from '../cli/plural.js';
import { tableLines } from '../cli/table.js';
import { ACTIONS, type Action, hasChanges, type PlannedChange, type StackPlan, takesAway } from './stack-plan.js';

const MOST_TYPES = 12;

/** One summary of many plans: what would be lost first, then what fails, then counts by stack and by type. */
export function planText(plans: readonly StackPlan[], colors: Colors): string {
  return [
    ...lossLines(plans, colors),
    ...problemLines(plans, colors),
    ...stackLines(plans, colors),
    ...typeLines(plans, colors),
    verdict(plans, colors),
  ].join('\n');
}

function lossLines(plans: readonly StackPlan[], colors: Colors): string[] {
  const lost = plans.flatMap((planned) =>
    planned.outcome === 'planned'
      ? planned.plan.changes.filter(takesAway).map((change) => ({ stack: planned.stack, ...change }))
      : [],
  );
  if (lost.length === 0) return [];
  const lines = lost
    .sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action))
    .map(({ stack, action, address }) => `  ${colors.red(action.padEnd(7))}  ${stack}  ${address}`);
  return [colors.bold(`${plural(lost.length, 'resource')} would be destroyed or replaced`), ...lines, ''];
}

function problemLines(plans: readonly StackPlan[], colors: Colors): string[] {
  return plans.flatMap((planned) => {
    if (planned.outcome === 'planned') return [];
    const head =
      planned.outcome === 'failed'
        ? `${colors.red('✗')} ${planned.stack} could not be planned`
        : `${colors.yellow('–')} ${planned.stack} can be planned once these are applied: ${planned.for.join(', ')}`;
    return [head, ...planned.error.split('\n').map((line) => colors.dim(`    ${line}`)), ''];
  });
}

function stackLines(plans: readonly StackPlan[], colors: Colors): string[] {
  const rows = plans.flatMap((planned) =>
    planned.outcome === 'planned' && hasChanges(planned)
      ? [[planned.stack, ...counts(planned.plan.changes), String(planned.plan.outputs.length)]]
      : [],
  );
  if (rows.length === 0) return [];
  return table(['stack', ...ACTIONS, 'outputs'], rows, colors);
}

function typeLines(plans: readonly StackPlan[], colors: Colors): string[] {
  const byType = new Map<string, PlannedChange[]>();
  for (const planned of plans) {
    if (planned.outcome !== 'planned') continue;
    for (const change of planned.plan.changes) {
      byType.set(change.type, [...(byType.get(change.type) ?? []), change]);
    }
  }
  const ordered = [...byType].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  if (ordered.length === 0) return [];
  const rows = ordered.slice(0, MOST_TYPES).map(([type, changes]) => [type, ...counts(changes)]);
  const rest = ordered.slice(MOST_TYPES).flatMap(([, changes]) => changes);
  if (rest.length > 0) rows.push([`and ${plural(ordered.length - MOST_TYPES, 'type')} more`, ...counts(rest)]);
  return table(['type', ...ACTIONS], rows, colors);
}

const counts = (changes: readonly PlannedChange[]): string[] =>
  ACTIONS.map((action: Action) => {
    const count = changes.filter((change) => change.action === action).length;
    return count === 0 ? '' : String(count);
  });

function table(titles: readonly string[], rows: readonly (readonly string[])[], colors: Colors): string[] {
  const columns = titles.map((title, index) => ({
    title,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const [head = '', ...lines] = tableLines(columns, rows);
  return [colors.dim(`  ${head}`), ...lines.map((line) => `  ${line}`), ''];
}

function verdict(plans: readonly StackPlan[], colors: Colors): string {
  const changed = plans.filter(hasChanges).length;
  const failed = plans.filter(({ outcome }) => outcome === 'failed').length;
  const waiting = plans.filter(({ outcome }) => outcome === 'waiting').length;
  const parts = [
    `${plural(plans.length, 'stack')}`,
    changed === 0 ? 'no changes' : `${changed} with changes`,
    ...(waiting === 0 ? [] : [`${waiting} waiting for others`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ];
  const mark = failed > 0 ? colors.red('✗') : changed + waiting > 0 ? colors.yellow('~') : colors.green('✓');
  return `${mark} ${parts.join(', ')}`;
}
