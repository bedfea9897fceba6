import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT, type ExitCode } from '../cli/exit-code.js';
import { endWithTerraform } from '../terraform/end-with-terraform.js';
import { defaultParallel, planStacks } from '../terraform/plan-stacks.js';
import { planText } from '../terraform/plan-text.js';
import { selectStacks, type StackSelection } from '../terraform/select-stacks.js';
import { hasChanges, type StackPlan } from '../terraform/stack-plan.js';
import { requireTerraform } from '../terraform/terraform.js';
import { synth } from './synth.js';

export interface PlanCommandOptions extends StackSelection {
  readonly parallel?: number;
}

/** `finflow plan`: what Terraform would do, for many stacks at once. Nothing is changed and no state is locked. */
export async function plan(context: CommandContext, options: PlanCommandOptions): Promise<CommandOutcome> {
  requireTerraform();
  const selected = selectStacks(loadPlatforms(context.root, { asOf: context.asOf }), options);
  await synth(context, { environment: selected.map(({ platform }) => platform.environment.name) });
  const plans = await endWithTerraform(() =>
    planStacks(
      context,
      selected.flatMap(({ stacks }) => stacks),
      { locked: false, parallel: options.parallel ?? defaultParallel() },
    ),
  );
  return { exitCode: exitCodeOf(plans), document: { stacks: plans }, text: planText(plans, context.colors) };
}

function exitCodeOf(plans: readonly StackPlan[]): ExitCode {
  if (plans.some(({ outcome }) => outcome === 'failed')) return EXIT.error;
  return plans.some((planned) => planned.outcome === 'waiting' || hasChanges(planned)) ? EXIT.violations : EXIT.clean;
}
