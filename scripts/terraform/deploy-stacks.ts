import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext } from '../cli/command-outcome.js';
import { changeCounts } from './change-counts.js';
import type { DeployJournal } from './deploy-journal.js';
import { failureText } from './failure-text.js';
import { isDestructive } from './plan-document.js';
import { PLAN_FILE, type StackFolder } from './stack-folder.js';
import type { StackPlan, TerraformSession } from './terraform-session.js';
import { byWave, type Conflict, schedule } from './waves.js';

/** What became of one stack. */
export type Deployed =
  | { readonly status: 'applied' | 'unchanged' | 'done before' | 'not started' }
  | { readonly status: 'failed' | 'refused'; readonly error: string };

export interface DeployRules {
  readonly lockTimeout: string;
  readonly allowDestroy: boolean;
  readonly conflict: Conflict;
}

/** Applies previewed plans wave by wave; the first failure lets running stacks end and starts nothing more. */
export async function deployStacks(
  context: CommandContext,
  session: TerraformSession,
  journal: DeployJournal,
  preview: readonly StackPlan[],
  rules: DeployRules,
): Promise<ReadonlyMap<StackFolder, Deployed>> {
  const deployed = new Map<StackFolder, Deployed>();
  const applied: StackFolder[] = [];
  const stopped = (): boolean =>
    session.terraform.interrupted || [...deployed.values()].some((result) => 'error' in result);
  const applyOne = async (folder: StackFolder): Promise<void> => {
    const result = await context.progress.step(
      `apply ${folder.stack.name}`,
      () => apply(session, journal, folder, rules),
      (done) => ('error' in done ? `failed: ${done.error.split('\n', 1)[0] ?? ''}` : done.status),
      (done) => 'error' in done,
    );
    deployed.set(folder, result);
    if (result.status === 'applied') applied.push(folder);
  };
  for (const wave of byWave(preview.map((plan) => ({ ...plan, stack: plan.folder.stack })))) {
    if (stopped()) break;
    for (const { folder, result } of await currentPlans(session, wave, applied, rules)) {
      const { name } = folder.stack;
      const refusal = refusalOf({ folder, result }, preview, rules);
      if (refusal !== undefined) deployed.set(folder, refusal);
      else if (result.outcome === 'unchanged') {
        journal.record(name, { status: 'unchanged', digest: folder.digest });
        deployed.set(folder, { status: 'unchanged' });
      }
    }
    const changed = wave.map(({ folder }) => folder).filter((folder) => !deployed.has(folder));
    await schedule(changed, applyOne, {
      parallel: session.parallel,
      conflict: (a, b) => rules.conflict(a.stack, b.stack),
      stopped,
    });
  }
  return deployed;
}

/** The wave's plans; those that an earlier wave of this deploy may have outdated are made again. */
async function currentPlans(
  session: TerraformSession,
  wave: readonly StackPlan[],
  applied: readonly StackFolder[],
  { lockTimeout }: DeployRules,
): Promise<readonly StackPlan[]> {
  const outdated = wave.filter(
    ({ folder, result }) => result.outcome === 'blocked' || applied.some((earlier) => mayRead(folder, earlier)),
  );
  const replanned = await session.plan(
    outdated.map(({ folder }) => folder),
    { kind: 'changes', lockTimeout, keep: true },
  );
  return wave.map((plan) => replanned.find(({ folder }) => folder === plan.folder) ?? plan);
}

/** Stacks read states only inside one location; what belongs to none may be read by all. */
function mayRead({ stack }: StackFolder, { stack: earlier }: StackFolder): boolean {
  return earlier.locations.length === 0 || earlier.locations.some((location) => stack.locations.includes(location));
}

function refusalOf(
  { folder, result }: StackPlan,
  preview: readonly StackPlan[],
  { allowDestroy }: DeployRules,
): Deployed | undefined {
  if (result.outcome === 'failed') return { status: 'failed', error: result.error };
  if (result.outcome === 'blocked') {
    return { status: 'failed', error: `reads ${result.by.join(', ')}, which does not publish what it needs` };
  }
  if (allowDestroy) return undefined;
  const shown = preview.find((plan) => plan.folder === folder)?.result;
  const known = shown !== undefined && 'changes' in shown ? shown.changes.filter(isDestructive) : [];
  const destroys = result.changes
    .filter(isDestructive)
    .filter(({ address }) => !known.some((change) => change.address === address));
  if (destroys.length === 0) return undefined;
  const list = destroys.map(({ address, action }) => `${action} ${address}`).join(', ');
  return { status: 'refused', error: `after the earlier waves its plan would ${list}; allow it with --allow-destroy` };
}

async function apply(
  { terraform }: TerraformSession,
  journal: DeployJournal,
  { stack: { name }, path, digest }: StackFolder,
  { lockTimeout }: DeployRules,
): Promise<Deployed> {
  journal.record(name, { status: 'applying', digest });
  const { exitCode, output } = await terraform.run(
    ['apply', '-input=false', '-no-color', `-lock-timeout=${lockTimeout}`, PLAN_FILE],
    { folder: path, log: 'apply.log', onStart: (pid) => journal.record(name, { status: 'applying', digest, pid }) },
  );
  rmSync(join(path, PLAN_FILE), { force: true });
  journal.record(name, { status: exitCode === 0 ? 'applied' : 'failed', digest });
  return exitCode === 0 ? { status: 'applied' } : { status: 'failed', error: failureText(output) };
}

/** How many changes a preview holds, for the question before they are made. */
export function previewCounts(plans: readonly StackPlan[]): string {
  const results = plans.flatMap(({ result }) => (result.outcome === 'changed' ? [result] : []));
  return changeCounts({
    changes: results.flatMap(({ changes }) => changes),
    outputs: results.flatMap(({ outputs }) => outputs),
  });
}
