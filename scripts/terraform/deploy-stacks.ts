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
  /** Applied by a deploy that did not live to see it. */
  const unsettled = new Set<StackFolder>();
  const stopped = (): boolean =>
    session.terraform.interrupted || [...deployed.values()].some((result) => 'error' in result);
  const applyOne = async (folder: StackFolder): Promise<void> => {
    const result = await context.progress.step(
      `apply ${folder.stack.name}`,
      () => apply(session, journal, folder, { ...rules, step: unsettled.has(folder) ? 'settle' : 'apply' }),
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
      else if (result.outcome !== 'unchanged') continue;
      else if (['applying', 'failed'].includes(journal.entry(name)?.status ?? '')) unsettled.add(folder);
      else {
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

/**
 * Applies a saved plan, then takes what the provider settled afterwards (a route table's routes, a group's rules) into the state:
 * without that, the first look for drift would report it all.
 */
async function apply(
  { terraform }: TerraformSession,
  journal: DeployJournal,
  { stack: { name }, path, digest }: StackFolder,
  { step, lockTimeout }: DeployRules & { readonly step: 'apply' | 'settle' },
): Promise<Deployed> {
  const options = ['-input=false', '-no-color', `-lock-timeout=${lockTimeout}`];
  const onStart = (pid: number): void => journal.record(name, { status: 'applying', digest, pid });
  journal.record(name, { status: 'applying', digest });
  const settle = ['apply', '-refresh-only', '-auto-approve', ...options];
  const applied =
    step === 'settle'
      ? undefined
      : await terraform.run(['apply', ...options, PLAN_FILE], { folder: path, log: 'apply.log', onStart });
  rmSync(join(path, PLAN_FILE), { force: true });
  const last =
    applied !== undefined && (applied.exitCode !== 0 || terraform.interrupted)
      ? applied
      : await terraform.run(settle, { folder: path, log: 'settle.log', onStart });
  // An apply that was interrupted may have ended well; only a new plan knows.
  const complete = last.exitCode === 0 && last !== applied;
  journal.record(name, { status: complete ? 'applied' : 'failed', digest });
  if (complete) return { status: step === 'settle' ? 'unchanged' : 'applied' };
  return { status: 'failed', error: last.exitCode === 0 ? 'interrupted' : failureText(last.output) };
}

/** How many changes a preview holds, for the question before they are made. */
export function previewCounts(plans: readonly StackPlan[]): string {
  const results = plans.flatMap(({ result }) => (result.outcome === 'changed' ? [result] : []));
  return changeCounts({
    changes: results.flatMap(({ changes }) => changes),
    outputs: results.flatMap(({ outputs }) => outputs),
  });
}
