import { availableParallelism } from 'node:os';
import type { CommandContext } from '../cli/command-outcome.js';
import { onInterrupt } from '../cli/on-exit.js';
import { UsageError } from '../cli/usage-error.js';
import { synth } from '../commands/synth.js';
import { changeCounts } from './change-counts.js';
import { type PlanOptions, type PlanResult, StackPlanner } from './plan-stack.js';
import type { SelectedStacks } from './select-stacks.js';
import { stackFolder, type StackFolder } from './stack-folder.js';
import { TerraformProgram } from './terraform-program.js';
import { byWave, schedule } from './waves.js';

/** The options of every command that runs terraform. */
export interface TerraformOptions {
  readonly parallel?: string;
  /** Only a deployment locks states. */
  readonly lockTimeout?: string;
}

/** A stack with what planning it gave. */
export interface StackPlan {
  readonly folder: StackFolder;
  readonly result: PlanResult;
}

/** What one command needs to run terraform for many stacks. */
export interface TerraformSession {
  readonly terraform: TerraformProgram;
  readonly folders: readonly StackFolder[];
  readonly parallel: number;
  /** Plans stacks wave by wave, in parallel within a wave, and reports each. */
  readonly plan: (folders: readonly StackFolder[], options: PlanOptions) => Promise<StackPlan[]>;
}

/** Few enough that their provider processes fit into the memory of a laptop. */
const MAX_PARALLEL = 4;

/** Synthesizes the selected environments and runs work with a terraform that signals reach. */
export async function withTerraform<T>(
  context: CommandContext,
  selected: readonly SelectedStacks[],
  options: TerraformOptions,
  work: (session: TerraformSession) => Promise<T>,
): Promise<T> {
  const parallel = parallelism(options.parallel);
  if (options.lockTimeout !== undefined && !/^\d+(s|m|h)$/.test(options.lockTimeout)) {
    throw new UsageError(`--lock-timeout ${options.lockTimeout} is not a duration`, 'write it as 90s, 5m or 1h');
  }
  const terraform = new TerraformProgram(context.root, process.env);
  await synth(context, { environment: selected.map(({ platform }) => platform.environment.name) });
  const folders = selected.flatMap(({ platform, stacks }) =>
    stacks.map((stack) => stackFolder(context.root, stack, platform.stacks)),
  );
  const planner = new StackPlanner(terraform);
  const release = onInterrupt(() => terraform.interrupt());
  try {
    return await work({
      ...{ terraform, folders, parallel },
      plan: (wanted, planOptions) => planAll(context, { terraform, planner, parallel }, wanted, planOptions),
    });
  } finally {
    release();
  }
}

interface Planning {
  readonly terraform: TerraformProgram;
  readonly planner: StackPlanner;
  readonly parallel: number;
}

async function planAll(
  { progress }: CommandContext,
  { terraform, planner, parallel }: Planning,
  folders: readonly StackFolder[],
  options: PlanOptions,
): Promise<StackPlan[]> {
  const results = new Map<StackFolder, PlanResult>();
  const planOne = async (folder: StackFolder): Promise<void> => {
    const label = `${options.kind === 'drift' ? 'drift of' : 'plan'} ${folder.stack.name}`;
    const result = await progress.step(label, () => planner.plan(folder, options), planDetail, hasFailed);
    results.set(folder, result);
  };
  for (const wave of byWave(folders)) {
    await schedule(wave, planOne, { parallel, conflict: () => false, stopped: () => terraform.interrupted });
  }
  return folders.map((folder) => ({
    folder,
    result: results.get(folder) ?? { outcome: 'failed', error: 'interrupted before it began' },
  }));
}

function planDetail(result: PlanResult): string {
  switch (result.outcome) {
    case 'unchanged':
      return 'no changes';
    case 'changed':
      return changeCounts(result);
    case 'blocked':
      return `reads ${result.by.join(', ')}, which was never applied`;
    case 'failed':
      return `failed: ${result.error.split('\n', 1)[0] ?? ''}`;
  }
}

function hasFailed({ outcome }: PlanResult): boolean {
  return outcome === 'failed';
}

function parallelism(text: string | undefined): number {
  if (text === undefined) return Math.min(MAX_PARALLEL, availableParallelism());
  const parallel = Number(text);
  if (Number.isInteger(parallel) && parallel >= 1) return parallel;
  throw new UsageError(`--parallel ${text} is not a number of stacks`, 'write it as 4');
}
