import { loadPlatforms } from '../../services/definition/load-platforms.js';
import type { Platform } from '../../services/definition/platform.js';
import type { CommandContext, CommandOutcome } from '../cli/command-outcome.js';
import { EXIT } from '../cli/exit-code.js';
import { plural } from '../cli/plural.js';
import { unknownName } from '../cli/usage-error.js';
import { swapOutputs } from '../synthesis/output-swap.js';
import { outputsOf } from '../synthesis/planned-outputs.js';
import { keepOtherStacks } from '../synthesis/stack-manifest.js';
import { StacksProcess } from '../synthesis/stacks-process.js';
import { withStaging } from '../synthesis/staging.js';
import { type EnvironmentCounts, synthesizeOutputs } from '../synthesis/synthesize-outputs.js';

export interface SynthOptions {
  readonly environment?: readonly string[];
}

/** `finflow synth`: definitions become Terraform JSON, manifests and platform files; nothing is judged. */
export async function synth(context: CommandContext, options: SynthOptions): Promise<CommandOutcome> {
  const { root, progress } = context;
  const stacksProcess = new StacksProcess();
  try {
    const selected = select(loadPlatforms(root, { asOf: context.asOf }), options.environment);
    const environments = selected.map(({ environment }) => environment.name);
    const everything = options.environment === undefined;
    const counts = await withStaging(root, async ({ made, previous }) => {
      const counted = await synthesizeOutputs(selected, made, stacksProcess, progress);
      if (!everything) keepOtherStacks(root, made, environments);
      const outputs = outputsOf(environments, { audited: false, everything }, { root, made });
      swapOutputs({ root, staging: made, previous, outputs });
      return counted;
    });
    return { exitCode: EXIT.clean, document: { environments: counts }, text: describe(context, counts) };
  } finally {
    stacksProcess.close();
  }
}

/** The platforms of the named environments, all of them when none is named. */
export function select(platforms: readonly Platform[], names: readonly string[] | undefined): readonly Platform[] {
  const known = platforms.map(({ environment }) => environment.name);
  for (const name of names ?? []) {
    if (!known.some((environment) => environment === name)) throw unknownName('environment', name, known);
  }
  return names === undefined ? platforms : platforms.filter(({ environment }) => names.includes(environment.name));
}

function describe({ colors }: CommandContext, counts: readonly EnvironmentCounts[]): string {
  const rows = counts.map(
    ({ environment, stacks, resources, objects, files }) =>
      `${colors.green('✓')} ${colors.bold(environment.padEnd(12))} ${plural(stacks, 'stack')} with ${plural(resources, 'resource')}, ` +
      `${plural(objects, 'object')} in ${plural(files, 'file')}`,
  );
  return [...rows, '', `  Terraform JSON  cdktf.out/stacks`, `  manifests       dist/manifests`].join('\n');
}
