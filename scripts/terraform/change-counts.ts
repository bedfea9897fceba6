import { plural } from '../cli/plural.js';
import type { Action, PlannedChanges, ResourceChange } from './plan-document.js';

/** Actions in the order of their gravity, with their signs in a summary. */
export const SIGNS: Readonly<Record<Action, string>> = {
  destroy: '-',
  replace: '±',
  forget: '.',
  update: '~',
  create: '+',
};

export const ACTIONS = Object.keys(SIGNS) as readonly Action[];

/** How many resources each action touches. */
export type Counts = Readonly<Record<Action, number>>;

export function countActions(changes: readonly ResourceChange[]): Counts {
  const count = (wanted: Action): number => changes.filter(({ action }) => action === wanted).length;
  return {
    destroy: count('destroy'),
    replace: count('replace'),
    forget: count('forget'),
    update: count('update'),
    create: count('create'),
  };
}

/** `1 to destroy, 40 to create`: what occurs, gravest first. */
export function changeCounts({ changes, outputs }: PlannedChanges): string {
  const counts = countActions(changes);
  const parts = ACTIONS.filter((action) => counts[action] > 0).map((action) => `${counts[action]} to ${action}`);
  return [...parts, ...(parts.length === 0 ? [plural(outputs.length, 'output')] : [])].join(', ');
}
