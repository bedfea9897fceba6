import { availableParallelism } from 'node:os';
import type { PlannedStack } from '../../services/definition/platform.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { plural } from '../cli/plural.js';
import { type PlanOptions, planStack } from './plan-stack.js';
import { hasChanges, type StackPlan } from './stack-plan.js';
import { inParallel } from './take-turns.js';

export interface PlanStacksOptions extends PlanOptions {
  /** How many Terraforms run at the same time. */
  readonly parallel: number;
}

/** Each Terraform with a provider takes a core and some hundred megabytes while it plans. */
export const defaultParallel = (): number => Math.max(2, Math.min(4, availableParallelism()));

/** Plans stacks wave by wave, so that what cannot be planned yet is said after what it waits for. */
export async function planStacks(
  { root, progress }: CommandContext,
  stacks: readonly PlannedStack[],
  options: PlanStacksOptions,
): Promise<StackPlan[]> {
  const plans: StackPlan[] = [];
  const waves = [...new Set(stacks.map(({ wave }) => wave))].sort((a, b) => a - b);
  for (const wave of waves) {
    const members = stacks.filter((stack) => stack.wave === wave);
    const earlier = [...plans];
    plans.push(
      ...(await inParallel(members, options.parallel, (stack) =>
        progress.step(
          stack.name,
          async () => orWaiting(stack, await planStack(root, stack.name, options), earlier, stacks),
          inWords,
        ),
      )),
    );
  }
  return plans;
}

/** A stack fails to plan while one that it needs was never applied; that is no error of its own. */
function orWaiting(
  stack: PlannedStack,
  planned: StackPlan,
  earlier: readonly StackPlan[],
  stacks: readonly PlannedStack[],
): StackPlan {
  if (planned.outcome !== 'failed') return planned;
  const unapplied = earlier
    .filter((other) => other.outcome === 'waiting' || (other.outcome === 'planned' && !other.plan.applied))
    .map((other) => other.stack)
    .filter((name) => {
      const other = stacks.find((candidate) => candidate.name === name);
      return other?.locations.some((location) => stack.locations.includes(location)) === true;
    });
  return unapplied.length === 0
    ? planned
    : { stack: stack.name, outcome: 'waiting', for: unapplied, error: planned.error };
}

function inWords(planned: StackPlan): string {
  if (planned.outcome === 'failed') return 'failed';
  if (planned.outcome === 'waiting') return `waits for ${plural(planned.for.length, 'stack')}`;
  return hasChanges(planned) ? plural(planned.plan.changes.length, 'change') : 'no changes';
}
