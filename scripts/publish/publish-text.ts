import type { Colors } from '../cli/colors.js';
import { plural } from '../cli/plural.js';
import { type Change, isUnchanged, type ManifestChanges } from './manifest-changes.js';

/** Most names that a person reads of one kind of change; `--json` has them all. */
const SHOWN = 20;

const SIGNS = { removed: '-', changed: '~', added: '+' } as const satisfies Record<Change, string>;

/** What a publication changes, removals first. */
export function changesText(changes: ManifestChanges, branch: string, colors: Colors): string {
  if (isUnchanged(changes)) return `${colors.green('✓')} ${branch} already holds these manifests`;
  const lines = (['removed', 'changed', 'added'] as const).flatMap((change) => {
    const { [change]: objects } = changes.objects;
    const paint = change === 'removed' ? colors.red : change === 'added' ? colors.green : colors.yellow;
    const rest = objects.length - SHOWN;
    return [
      ...objects.slice(0, SHOWN).map((name) => `  ${paint(SIGNS[change])} ${name}`),
      ...(rest > 0 ? [colors.dim(`    and ${plural(rest, 'object')} more ${change}`)] : []),
    ];
  });
  return [`${colors.bold(branch)} ${countsText(changes)}`, ...lines].join('\n');
}

/** `3 objects added, 1 changed, 0 removed in 4 files`. */
export function countsText({ files, objects }: ManifestChanges): string {
  const touched = files.added.length + files.changed.length + files.removed.length;
  return `${plural(objects.added.length, 'object')} added, ${objects.changed.length} changed, ${objects.removed.length} removed in ${plural(touched, 'file')}`;
}
