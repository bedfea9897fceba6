import { confirm } from '@inquirer/prompts';
import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT, type ExitCode } from '../cli/exit-code.js';
import { UsageError } from '../cli/usage-error.js';
import { deployEnvironment, type DeployOptions, type StackDeployment } from '../terraform/deploy-environment.js';
import { endWithTerraform } from '../terraform/end-with-terraform.js';
import { defaultParallel } from '../terraform/plan-stacks.js';
import { planText } from '../terraform/plan-text.js';
import { selectStacks, type StackSelection } from '../terraform/select-stacks.js';
import { requireTerraform } from '../terraform/terraform.js';
import { synth } from './synth.js';

export interface DeployCommandOptions extends StackSelection {
  readonly parallel?: number;
  readonly yes?: boolean;
  readonly resume?: boolean;
  readonly allowDestroy?: boolean;
}

/** `finflow deploy`: applies the stacks of one environment, wave by wave and one location of a jurisdiction at a time. */
export async function deploy(context: CommandContext, options: DeployCommandOptions): Promise<CommandOutcome> {
  const { yes = false, resume = false, allowDestroy = false, parallel = defaultParallel() } = options;
  if (!yes && !context.interactive) {
    throw new UsageError('deploy asks before it changes anything, and nobody sits here', 'add --yes');
  }
  requireTerraform();
  const selected = selectStacks(loadPlatforms(context.root, { asOf: context.asOf }), options);
  const [only, other] = selected;
  if (only === undefined || other !== undefined) {
    throw new UsageError('a deployment is about one environment', 'name it with --environment');
  }
  await synth(context, { environment: [only.platform.environment.name] });
  const settings: DeployOptions = {
    resume,
    allowDestroy,
    parallel,
    confirm: yes ? () => Promise.resolve(true) : asking(context),
  };
  const ended = await endWithTerraform(() => deployEnvironment(context, only, settings));
  return {
    exitCode: exitCodeOf(ended),
    document: { stacks: ended },
    text: describe(ended, context, only.platform.environment.name),
  };
}

const asking =
  ({ colors, progress }: CommandContext): DeployOptions['confirm'] =>
  (plans, wave) => {
    progress.stop();
    process.stderr.write(`\n${planText(plans, colors)}\n`);
    return confirm({ message: `apply wave ${wave + 1}?`, default: false });
  };

function exitCodeOf(ended: readonly StackDeployment[]): ExitCode {
  return ended.every(({ outcome }) => ['applied', 'unchanged', 'done before'].includes(outcome))
    ? EXIT.clean
    : EXIT.error;
}

function describe(ended: readonly StackDeployment[], { colors }: CommandContext, environment: string): string {
  const mark = ({ outcome }: StackDeployment): string => {
    if (outcome === 'failed' || outcome === 'refused') return colors.red('✗');
    return outcome === 'not reached' ? colors.dim('–') : colors.green('✓');
  };
  const lines = ended.flatMap((stack) => [
    `${mark(stack)} ${stack.stack}  ${stack.outcome}${stack.changes > 0 ? `, ${stack.changes} changes` : ''}`,
    ...(stack.error === undefined ? [] : stack.error.split('\n').map((line) => colors.dim(`    ${line}`))),
  ]);
  if (exitCodeOf(ended) === EXIT.clean) return [...lines, `${colors.green('✓')} ${environment} is deployed`].join('\n');
  const hint = ended.some(({ outcome }) => outcome === 'refused')
    ? 'fix: change the definition, or add --allow-destroy once the losses are meant'
    : `fix: see above, then finflow deploy --environment ${environment} --resume`;
  return [...lines, `${colors.red('✗')} ${environment} is not deployed as a whole`, `  ${hint}`].join('\n');
}
