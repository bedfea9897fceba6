import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { planDocument, planExitCode, planText } from '../terraform/plan-summary.js';
import { selectStacks, type StackSelection } from '../terraform/select-stacks.js';
import { type TerraformOptions, withTerraform } from '../terraform/terraform-session.js';

export type PlanCommandOptions = StackSelection & TerraformOptions;

/** `finflow plan`: what terraform would change, for many stacks, in one summary. */
export async function plan(context: CommandContext, options: PlanCommandOptions): Promise<CommandOutcome> {
  return withTerraform(context, selectStacks(context, options), options, async (session) => {
    const plans = await session.plan(session.folders, { kind: 'changes', lockTimeout: null, keep: false });
    return {
      exitCode: planExitCode(plans),
      document: planDocument(plans),
      text: planText(plans, context.colors),
    };
  });
}
