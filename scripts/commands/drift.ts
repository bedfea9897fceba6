import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { driftText } from '../terraform/drift-summary.js';
import { planDocument } from '../terraform/plan-summary.js';
import { selectStacks, type StackSelection } from '../terraform/select-stacks.js';
import { type TerraformOptions, withTerraform } from '../terraform/terraform-session.js';

export type DriftOptions = StackSelection & TerraformOptions;

/** `finflow drift`: what somebody or something changed behind terraform's back; 2 when anything, a stack never applied cannot drift. */
export async function drift(context: CommandContext, options: DriftOptions): Promise<CommandOutcome> {
  return withTerraform(context, selectStacks(context, options), options, async (session) => {
    const plans = await session.plan(session.folders, { kind: 'drift', lockTimeout: null, keep: false });
    const outcomes = plans.map(({ result }) => result.outcome);
    const drifted = outcomes.includes('changed') ? EXIT.violations : EXIT.clean;
    return {
      exitCode: outcomes.includes('failed') ? EXIT.error : drifted,
      document: planDocument(plans),
      text: driftText(plans, context.colors),
    };
  });
}
