import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT, type ExitCode } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { endWithTerraform } from '../terraform/end-with-terraform.js';
import { defaultParallel, planStacks } from '../terraform/plan-stacks.js';
import { selectStacks, type StackSelection } from '../terraform/select-stacks.js';
import type { StackPlan } from '../terraform/stack-plan.js';
import { requireTerraform } from '../terraform/terraform.js';
import { synth } from './synth.js';

export interface DriftOptions extends StackSelection {
  readonly parallel?: number;
}

/** `finflow drift`: what differs from what was last applied, although nobody deployed it. Nothing is changed. */
export async function drift(context: CommandContext, options: DriftOptions): Promise<CommandOutcome> {
  requireTerraform();
  const selected = selectStacks(loadPlatforms(context.root, { asOf: context.asOf }), options);
  await synth(context, { environment: selected.map(({ platform }) => platform.environment.name) });
  const plans = await endWithTerraform(() =>
    planStacks(
      context,
      selected.flatMap(({ stacks }) => stacks),
      { locked: false, refreshOnly: true, parallel: options.parallel ?? defaultParallel() },
    ),
  );
  return { exitCode: exitCodeOf(plans), document: { stacks: plans }, text: describe(plans, context) };
}

const driftOf = (planned: StackPlan) => (planned.outcome === 'planned' ? planned.plan.drift : []);

function exitCodeOf(plans: readonly StackPlan[]): ExitCode {
  if (plans.some(({ outcome }) => outcome === 'failed')) return EXIT.error;
  return plans.some((planned) => driftOf(planned).length > 0) ? EXIT.violations : EXIT.clean;
}

function describe(plans: readonly StackPlan[], { colors }: CommandContext): string {
  const lines = plans.flatMap((planned) => {
    if (planned.outcome === 'failed') {
      return [`${colors.red('✗')} ${planned.stack} could not be compared`, ...indented(planned.error)];
    }
    if (planned.outcome === 'waiting') return [`${colors.dim('–')} ${planned.stack} was never applied`];
    return planned.plan.drift.map(
      ({ action, address }) =>
        `${colors.yellow('~')} ${planned.stack}  ${address}  ${action === 'destroy' ? 'is gone' : 'was changed'}`,
    );
  });
  const drifted = plans.filter((planned) => driftOf(planned).length > 0).length;
  const verdict =
    drifted === 0
      ? `${colors.green('✓')} ${plural(plans.length, 'stack')}, none drifted`
      : `${colors.yellow('~')} ${drifted} of ${plural(plans.length, 'stack')} drifted`;
  return [...lines, verdict].join('\n');
}

const indented = (text: string): string[] => text.split('\n').map((line) => `    ${line}`);
