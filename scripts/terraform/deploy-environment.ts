import type { PlannedStack } from '../../services/definition/platform.js';
import type { CommandContext } from '../cli/command-outcome.js';
import { plural } from '../cli/plural.js';
import { deploymentOrder } from './deployment-order.js';
import { type DeploymentJournal, openJournal } from './deployment-journal.js';
import { applyPlan, errorsIn } from './plan-stack.js';
import { planStacks } from './plan-stacks.js';
import type { SelectedStacks } from './select-stacks.js';
import { hasChanges, type StackPlan, takesAway } from './stack-plan.js';
import { inParallel } from './take-turns.js';
import { terraformFor } from './terraform.js';

export interface DeployOptions {
  readonly resume: boolean;
  readonly allowDestroy: boolean;
  readonly parallel: number;
  /** Shows a wave and asks whether to apply it. */
  readonly confirm: (plans: readonly StackPlan[], wave: number) => Promise<boolean>;
}

/** How the deployment of one stack ended. */
export interface StackDeployment {
  readonly stack: string;
  readonly outcome: 'applied' | 'unchanged' | 'done before' | 'failed' | 'refused' | 'not reached';
  readonly changes: number;
  readonly error?: string;
}

/**
 * Deploys the stacks of an environment wave by wave: plans a wave, shows it, applies what was planned. A failure ends the deployment with
 * its round; what was begun beside it is finished.
 */
export async function deployEnvironment(
  context: CommandContext,
  { platform, stacks }: SelectedStacks,
  options: DeployOptions,
): Promise<StackDeployment[]> {
  const environment = platform.environment.name;
  const names = stacks.map(({ name }) => name);
  const journal = openJournal(context.root, { environment, stacks: names, resume: options.resume });
  const ended: StackDeployment[] = stacks
    .filter(({ name }) => journal.done.includes(name))
    .map(({ name }) => ({ stack: name, outcome: 'done before', changes: 0 }));
  const open = stacks.filter(({ name }) => !journal.done.includes(name));
  for (const { wave, rounds } of deploymentOrder(platform, open)) {
    const members = rounds.flat();
    const plans = await planStacks(context, members, { locked: true, parallel: options.parallel });
    const refused = plans.flatMap((planned) => refusalOf(planned, options.allowDestroy));
    const approved = refused.length === 0 && (!plans.some(hasChanges) || (await options.confirm(plans, wave)));
    if (!approved) {
      ended.push(...refused);
      break;
    }
    if (!(await applyRounds(context, { rounds, plans, journal, ended, parallel: options.parallel }))) break;
  }
  const reached = ended.map(({ stack }) => stack);
  const missing = names.filter((name) => !reached.includes(name));
  if (missing.length === 0 && ended.every(({ outcome }) => outcome !== 'failed' && outcome !== 'refused'))
    journal.close();
  return [...ended, ...missing.map((stack): StackDeployment => ({ stack, outcome: 'not reached', changes: 0 }))];
}

/** A plan that failed, and one that takes something away although nobody allowed that. */
function refusalOf(planned: StackPlan, allowDestroy: boolean): StackDeployment[] {
  const { stack } = planned;
  if (planned.outcome !== 'planned') return [{ stack, outcome: 'failed', changes: 0, error: planned.error }];
  const lost = planned.plan.changes.filter(takesAway);
  if (lost.length === 0 || allowDestroy) return [];
  const error = `${plural(lost.length, 'resource')} would be destroyed or replaced: ${lost.map(({ address }) => address).join(', ')}`;
  return [{ stack, outcome: 'refused', changes: planned.plan.changes.length, error }];
}

interface Rounds {
  readonly rounds: readonly (readonly PlannedStack[])[];
  readonly plans: readonly StackPlan[];
  readonly journal: DeploymentJournal;
  readonly ended: StackDeployment[];
  readonly parallel: number;
}

/** Applies round after round; false when one of them failed. */
async function applyRounds(
  context: CommandContext,
  { rounds, plans, journal, ended, parallel }: Rounds,
): Promise<boolean> {
  for (const round of rounds) {
    const results = await inParallel(round, parallel, async ({ name }) => {
      const planned = plans.find(({ stack }) => stack === name);
      return planned?.outcome === 'planned' ? applyStack(context, planned, journal) : undefined;
    });
    const deployed = results.filter((result) => result !== undefined);
    ended.push(...deployed);
    if (deployed.length < round.length || deployed.some(({ outcome }) => outcome === 'failed')) return false;
  }
  return true;
}

async function applyStack(
  { root, progress }: CommandContext,
  planned: Extract<StackPlan, { outcome: 'planned' }>,
  journal: DeploymentJournal,
): Promise<StackDeployment> {
  const { stack, plan } = planned;
  const changes = plan.changes.length;
  if (!hasChanges(planned)) {
    journal.finish(stack);
    return { stack, outcome: 'unchanged', changes };
  }
  return progress.step(
    `apply ${stack}`,
    async (): Promise<StackDeployment> => {
      journal.begin(stack);
      const { status, output } = await applyPlan(terraformFor(root, stack));
      if (status !== 0) return { stack, outcome: 'failed', changes, error: errorsIn(output) };
      journal.finish(stack);
      return { stack, outcome: 'applied', changes };
    },
    ({ outcome }) => (outcome === 'applied' ? plural(changes, 'change') : outcome),
  );
}
