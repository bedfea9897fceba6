import type { PlannedStack, Platform } from '../../../services/definition/platform.js';
import type { StackChange } from '../comparison.js';
import { changedAttributes } from './attribute-changes.js';
import { PlannedChanges, type StackPair } from './planned-changes.js';
import { readStack, type StackFile } from './stack-file.js';

/** One environment on one side: its platform, and the folder with its outputs. */
export interface SynthesizedSide {
  readonly platform: Platform | undefined;
  readonly outputs: string;
}

/** The stacks of one environment that differ, in the order in which they are deployed. */
export function compareStacks(environment: string, base: SynthesizedSide, head: SynthesizedSide): StackChange[] {
  const planned = new Map(
    [...(base.platform?.stacks ?? []), ...(head.platform?.stacks ?? [])].map((stack) => [stack.name, stack]),
  );
  const stacks = [...planned.values()].sort((a, b) => a.wave - b.wave);
  const pairs = stacks.map(({ name, path }): StackPair => ({
    name,
    before: readStack(base.outputs, path),
    after: readStack(head.outputs, path),
  }));
  const changes = new PlannedChanges(pairs);
  return pairs.flatMap((pair, index) => {
    const change = compared(environment, pair, stacks[index]?.locations ?? [], changes);
    return change.change === 'changed' &&
      [change.resources, change.moves, change.settings].every(({ length }) => length === 0)
      ? []
      : [change];
  });
}

function compared(
  environment: string,
  { name, before, after }: StackPair,
  locations: PlannedStack['locations'],
  changes: PlannedChanges,
): StackChange {
  return {
    environment,
    stack: name,
    locations,
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    ...(before === undefined || after === undefined ? { moves: [], settings: [] } : surroundings(before, after)),
    resources: changes.of(name),
  };
}

/** Settings that decide where resources are: with another value Terraform finds none of those it made. */
const PLACE = ['region', 'project', 'allowed_account_ids'];

/** What holds for all resources of a stack: where its state is, and its providers. */
function surroundings(before: StackFile, after: StackFile): Pick<StackChange, 'moves' | 'settings'> {
  const changed = changedAttributes(before.providers, after.providers);
  const moving = changed.filter((path) => PLACE.some((key) => path.endsWith(`.${key}`)));
  return {
    moves: [...(before.state === after.state ? [] : [`state from ${before.state} to ${after.state}`]), ...moving],
    settings: changed.filter((path) => !moving.includes(path)),
  };
}
