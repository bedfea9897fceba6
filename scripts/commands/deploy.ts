import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT, type ExitCode } from '../cli/exit-code.js';
import { onExit } from '../cli/on-exit.js';
import { UsageError } from '../cli/usage-error.js';
import { OutputLock } from '../synthesis/output-lock.js';
import { DeployJournal } from '../terraform/deploy-journal.js';
import { deployStacks, previewCounts } from '../terraform/deploy-stacks.js';
import { deployDocument, type DeployedStack, deployText } from '../terraform/deploy-summary.js';
import { awaitOrphans } from '../terraform/orphans.js';
import { isDestructive } from '../terraform/plan-document.js';
import { planDocument, planExitCode, planText } from '../terraform/plan-summary.js';
import { type SelectedStacks, selectStacks } from '../terraform/select-stacks.js';
import { PLAN_FILE, type StackFolder } from '../terraform/stack-folder.js';
import {
  type StackPlan,
  type TerraformOptions,
  type TerraformSession,
  withTerraform,
} from '../terraform/terraform-session.js';
import { locationConflict } from '../terraform/waves.js';

export interface DeployOptions extends TerraformOptions {
  readonly lockTimeout: string;
  readonly environment?: string;
  readonly stack?: readonly string[];
  readonly scope?: string;
  readonly yes?: boolean;
  readonly resume?: boolean;
  readonly allowDestroy?: boolean;
}

/** `finflow deploy`: plans everything, asks, and applies the saved plans wave by wave. */
export async function deploy(context: CommandContext, options: DeployOptions): Promise<CommandOutcome> {
  if (options.yes !== true && !context.interactive) {
    throw new UsageError('nobody can be asked here before something changes', 'add --yes');
  }
  const chosen = chosenStacks(context, options);
  const environment = chosen.platform.environment.name;
  const lock = OutputLock.acquire(
    join(context.root, `.finflow/deploy-${environment}.lock`),
    `deploying ${environment}`,
  );
  const forget = onExit(() => lock.release());
  try {
    const earlier = DeployJournal.read(context.root, environment);
    if (options.resume === true && (earlier === undefined || earlier.finished)) {
      throw new UsageError(`no deploy of ${environment} is unfinished`, 'leave out --resume');
    }
    if (earlier !== undefined) await awaitOrphans(earlier, context.progress);
    const resumed = options.resume === true ? earlier : undefined;
    const selected = resumed === undefined ? chosen : keepStacks(chosen, resumed.stacks);
    return await withTerraform(context, [selected], options, (session) =>
      deploySelected(context, options, { session, selected, resumed }).finally(() => discardPlans(session)),
    );
  } finally {
    forget();
    lock.release();
  }
}

interface Deploy {
  readonly session: TerraformSession;
  readonly selected: SelectedStacks;
  readonly resumed: DeployJournal | undefined;
}

async function deploySelected(
  context: CommandContext,
  options: DeployOptions,
  { session, selected, resumed }: Deploy,
): Promise<CommandOutcome> {
  const { lockTimeout, allowDestroy = false } = options;
  const environment = selected.platform.environment.name;
  const done = session.folders.filter(({ stack, digest }) => resumed?.isDone(stack.name, digest) === true);
  const open = session.folders.filter((folder) => !done.includes(folder));
  const journal = resumed ?? DeployJournal.begin(context.root, environment, digestsOf(session.folders));
  const preview = await session.plan(open, { kind: 'changes', lockTimeout, keep: true });
  const summary = planText(preview, context.colors);
  const halt = (exitCode: ExitCode, why: string): CommandOutcome => ({
    exitCode,
    document: { environment, applied: false, why, plan: planDocument(preview) },
    text: `${summary}\n\n  ${context.colors.red('✗')} nothing was applied: ${why}`,
  });
  const obstacle = obstacleOf(preview);
  if (obstacle !== undefined) return halt(EXIT.error, obstacle);
  if (!allowDestroy && preview.some(({ result }) => 'changes' in result && result.changes.some(isDestructive))) {
    return halt(EXIT.violations, 'something would be destroyed or replaced; allow it with --allow-destroy');
  }
  if (planExitCode(preview) !== EXIT.clean && options.yes !== true) {
    context.progress.stop();
    process.stderr.write(`${summary}\n\n`);
    if (!(await confirmed(environment, preview))) return halt(EXIT.violations, 'the answer was no');
  }
  const rules = { lockTimeout, allowDestroy, conflict: locationConflict(selected.platform) };
  const deployed = await deployStacks(context, session, journal, preview, rules);
  const stacks = session.folders.map((folder): DeployedStack => {
    const status = done.includes(folder) ? 'done before' : 'not started';
    return { folder, deployed: deployed.get(folder) ?? { status } };
  });
  const exitCode = deployExitCode(stacks);
  if (exitCode === EXIT.clean) journal.finish();
  return {
    exitCode,
    document: { ...deployDocument(stacks, environment), interrupted: session.terraform.interrupted },
    text: [
      ...(options.yes === true ? [summary] : []),
      deployText(stacks, environment, context.colors),
      ...(session.terraform.interrupted ? ['  interrupted: what ran has ended and saved its state'] : []),
    ].join('\n'),
  };
}

/** A plan that was not applied is worth nothing later, and holds values that may be secret. */
function discardPlans({ folders }: TerraformSession): void {
  for (const { path } of folders) rmSync(join(path, PLAN_FILE), { force: true });
}

/** Why not even the first wave may begin; undefined when it may. */
function obstacleOf(preview: readonly StackPlan[]): string | undefined {
  const failed = preview.filter(({ result }) => result.outcome === 'failed');
  if (failed.length > 0) return `${failed.map(({ folder }) => folder.stack.name).join(', ')} cannot be planned`;
  const open = new Set(
    preview.flatMap(({ folder, result }) => (result.outcome === 'unchanged' ? [] : [folder.stack.name])),
  );
  const stuck = preview.flatMap(({ folder: { stack }, result }) =>
    result.outcome === 'blocked' && !result.by.some((name) => open.has(name))
      ? [`${stack.name} reads ${result.by.join(', ')}, which this deploy does not change`]
      : [],
  );
  return stuck.length > 0 ? stuck.join('; ') : undefined;
}

async function confirmed(environment: string, preview: readonly StackPlan[]): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  const later = preview.filter(({ result }) => result.outcome === 'blocked').length;
  const rest = later === 0 ? '' : `, and ${later} more once the stacks they read are there`;
  return confirm({ message: `apply to ${environment}: ${previewCounts(preview)}${rest}?`, default: false });
}

function chosenStacks(
  context: CommandContext,
  { environment, stack, scope, resume = false }: DeployOptions,
): SelectedStacks {
  if (resume && (stack !== undefined || scope !== undefined)) {
    throw new UsageError('--resume takes the stacks of the deploy that it resumes', 'leave out --stack and --scope');
  }
  const [chosen, ...others] = selectStacks(context, {
    ...(environment === undefined ? {} : { environment: [environment] }),
    ...(stack === undefined ? {} : { stack }),
    ...(scope === undefined ? {} : { scope }),
  });
  if (chosen === undefined) throw new UsageError('the environment has no stacks', 'name another environment');
  if (others.length > 0)
    throw new UsageError('the stacks belong to several environments', 'deploy one after the other');
  return chosen;
}

function keepStacks({ platform, stacks }: SelectedStacks, names: readonly string[]): SelectedStacks {
  return { platform, stacks: stacks.filter(({ name }) => names.includes(name)) };
}

function digestsOf(folders: readonly StackFolder[]): Readonly<Record<string, string>> {
  return Object.fromEntries(folders.map(({ stack, digest }) => [stack.name, digest]));
}

function deployExitCode(stacks: readonly DeployedStack[]): ExitCode {
  const statuses = stacks.map(({ deployed }) => deployed.status);
  if (statuses.includes('failed')) return EXIT.error;
  if (statuses.includes('refused')) return EXIT.violations;
  return statuses.includes('not started') ? EXIT.error : EXIT.clean;
}
